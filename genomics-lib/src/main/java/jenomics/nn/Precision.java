package jenomics.nn;

/** How numbers that do not train are kept and multiplied. */
public enum Precision {
    /** 24 bits of precision, as published. */
    FLOAT32,
    /** 8 bits of precision, sums in float32; half the memory. */
    BFLOAT16,
    /** bfloat16 where this device multiplies it faster, which is measured; else float32. */
    FASTEST
}
