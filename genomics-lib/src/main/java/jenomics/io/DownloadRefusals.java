package jenomics.io;

import jenomics.io.HubClient.Answer;
import jenomics.io.HubListing.HubFile;
import jenomics.provenance.GenomicsException;

/** What to say when a server does not give a file. */
interface DownloadRefusals {
    /** Passes 200 and 206; everything else is said in a sentence. */
    void check(Answer answer, String file);

    /** What came is not what was announced. */
    GenomicsException damaged(HubFile file);

    /** How to keep files elsewhere: the end of "Free some space, or ...". */
    String otherDisk();
}
