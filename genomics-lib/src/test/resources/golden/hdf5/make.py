import warnings; warnings.filterwarnings("ignore")
import anndata as ad, numpy as np, pandas as pd, scipy.sparse as sp, h5py, json
rng=np.random.default_rng(7)
n,p=6,5
X=np.where(rng.random((n,p))<.5,0,rng.integers(1,9,(n,p))).astype(np.float32)
obs=pd.DataFrame({"age":[1.5,np.nan,3,4,5,6],"n":np.arange(n),"type":pd.Categorical(["LumA","Basal",None,"LumA","Her2","Basal"],categories=["LumA","Basal","Her2","none"]),"good":[True,False,True,True,False,True],"who":list("uvwxyz"),
 "ni":pd.array([1,None,3,4,5,6],dtype="Int64"),"nb":pd.array([True,None,False,True,True,False],dtype="boolean")},index=[f"cell{i}" for i in range(n)])
var=pd.DataFrame({"symbol":[f"G{i}" for i in range(p)],"len":np.arange(p)*100},index=[f"ENSG{i}" for i in range(p)])
a=ad.AnnData(sp.csr_matrix(X),obs=obs,var=var); a.layers["counts"]=X*2; a.layers["csc"]=sp.csc_matrix(X*3); a.obsm["X_pca"]=rng.random((n,2)).astype(np.float32)
a.write_h5ad("sparse.h5ad",compression="gzip")
b=ad.AnnData(X.astype(np.float64),obs=obs[["who"]],var=var); b.write_h5ad("dense.h5ad")
b.write_h5ad("lzf.h5ad",compression="lzf")
np.savetxt("x.csv",X,delimiter=",",fmt="%g")
with h5py.File("tenx.h5","w") as f:
    m=f.create_group("matrix"); c=sp.csc_matrix(X.T)
    m["data"]=c.data.astype(np.int32); m["indices"]=c.indices.astype(np.int64); m["indptr"]=c.indptr.astype(np.int64); m["shape"]=np.array([p,n],dtype=np.int32)
    m["barcodes"]=np.array([f"AAAC-{i}" for i in range(n)],dtype="S10"); g=m.create_group("features"); g["id"]=np.array([f"ENSG{i}" for i in range(p)],dtype="S8"); g["name"]=np.array(["A","B","B","C","D"],dtype="S4"); g["feature_type"]=np.array(["Gene Expression"]*p,dtype="S16")
with h5py.File("plain.h5","w",libver="latest") as f:
    f.create_dataset("a/matrix",data=np.arange(12,dtype=np.int16).reshape(3,4),chunks=(2,2),compression="gzip",shuffle=True); f["list"]=np.array([1.5,2.5]); f["cube"]=np.zeros((2,2,2))
