#!/usr/bin/env python3
"""Seconds of an elastic-net path with scikit-learn, on data made as ElasticNetSpeed makes them.

    pip install scikit-learn
    python3 benchmarks/elastic_net_path.py [SAMPLES [FEATURES [RUNS]]]

The same in R: x and y as below, then system.time(glmnet(x, y, alpha = 0.5, nlambda = 100, lambda.min.ratio = 0.01)).
"""
import statistics
import sys
import time

import numpy as np
from sklearn.linear_model import enet_path

samples, features, runs = (int(a) for a in (sys.argv[1:] + ["500", "20000", "5"][len(sys.argv) - 1:]))
random = np.random.default_rng(1)
block, causes = 20, 50
factors = np.repeat(random.normal(size=(samples, -(-features // block))), block, axis=1)[:, :features]
x = (0.6 * factors + 0.8 * random.normal(size=(samples, features))).astype(np.float32)
effects = np.zeros(features)
effects[: causes * block : block] = np.where(np.arange(causes) % 2 == 0, 1, -1)[: len(effects[: causes * block : block])]
y = x @ effects + 3 * random.normal(size=samples)
x = (x - x.mean(axis=0)) / x.std(axis=0)
x = np.asfortranarray(x, dtype=np.float64)
y = y - y.mean()

for name, ratio in (("elastic net", 0.5), ("lasso", 1.0)):
    seconds = []
    for _ in range(runs):
        begun = time.perf_counter()
        _, coefficients, _ = enet_path(x, y, l1_ratio=ratio, n_alphas=100, eps=0.01, tol=1e-4)
        seconds.append(time.perf_counter() - begun)
    print(f"{name}: {statistics.median(seconds):.2f} s, {np.count_nonzero(coefficients[:, -1])} features")
