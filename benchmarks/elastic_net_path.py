#!/usr/bin/env python3
"""Elastic-net paths of scikit-learn on what jenomics.benchmarks.ElasticNetSpeed left in FOLDER: the same samples, strengths
and shares of the absolute penalty, whose seconds and coefficients of ours lie there, too.

    apt-get install python3-sklearn
    ./lab bench elastic-net 500 20000 5 FOLDER
    python3 benchmarks/elastic_net_path.py FOLDER [RUNS [SECONDS]]

Tolerances are not the same thing in both, so what each leaves is measured alike and printed: for numbers the largest
duality gap along the path as a share of y'y (what scikit-learn's own tol bounds), for yes and no how far the objective is
above the lower of the two, as a share of that without coefficients. Standardising counts in ours and not in theirs. A
logistic path ends after SECONDS (120; 0: none is begun), and says how far it came.

The same in R: x and y as below, then system.time(glmnet(x, y, alpha = 0.5, lambda = lambdas)).
"""
import csv
import os
import statistics
import sys
import time
import warnings

import numpy as np
import sklearn
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression, enet_path

warnings.simplefilter("ignore", ConvergenceWarning)
folder = sys.argv[1]
runs = int(sys.argv[2]) if len(sys.argv) > 2 else 3
most_seconds = float(sys.argv[3]) if len(sys.argv) > 3 else 120


def numbers(name, kind="<f8"):
    return np.fromfile(os.path.join(folder, name), kind)


level, high = numbers("level.f64"), numbers("high.f64")
raw = numbers("x.f32", "<f4").reshape(len(level), -1).astype(np.float64)
centre, deviation = raw.mean(axis=0), raw.std(axis=0)
x = np.asfortranarray((raw - centre) / deviation)
samples, features = x.shape


def timed(work):
    seconds = []
    for _ in range(runs):
        begun = time.perf_counter()
        result = work()
        seconds.append(time.perf_counter() - begun)
    return statistics.median(seconds), result


def gap(y, w, strength, ratio):
    """Of the elastic net's duality, over y'y; y and the columns of x have mean 0."""
    absolute, squared = samples * strength * ratio, samples * strength * (1 - ratio)
    left = y - x @ w
    largest = np.abs(x.T @ left - squared * w).max()
    scale = min(1, absolute / largest)
    primal = left @ left / 2 + absolute * np.abs(w).sum() + squared * (w @ w) / 2
    dual = scale * (left @ y) - scale**2 * (left @ left + squared * (w @ w)) / 2
    return (primal - dual) / (y @ y)


def objective(y, w, intercept, strength, ratio):
    signed = np.where(y == 1, -1, 1) * (x @ w + intercept)
    return np.logaddexp(0, signed).mean() + strength * (ratio * np.abs(w).sum() + (1 - ratio) * (w @ w) / 2)


def row(name, seconds, done, left, ours, ours_left):
    print(f"{name:58s} {seconds:8.2f} {done:8d} {left:9.1e} {ours:8.2f} {ours_left:9.1e} {seconds / ours:8.1f}")


def gaussian(path, strengths, found):
    y = level - level.mean()
    ratio = float(path["alpha"])
    ours_left = max(gap(y, w * deviation, s, ratio) for s, w in zip(strengths, found[:, 1:]))
    for tol in (1e-3, 1e-4, 1e-5):
        seconds, (_, w, _) = timed(
            lambda: enet_path(x, y, l1_ratio=ratio, alphas=strengths, tol=tol, max_iter=100_000))
        left = max(gap(y, w[:, m], s, ratio) for m, s in enumerate(strengths))
        row(f"{path['name']}, enet_path, tol {tol:.0e}", seconds, len(strengths), left, float(path["seconds"]), ours_left)


def logistic(path, strengths, found, solver):
    ratio = float(path["alpha"])
    penalty = dict(penalty="l1") if ratio == 1 else dict(penalty="elasticnet", l1_ratio=ratio)
    scale = dict(intercept_scaling=100) if solver == "liblinear" else {}
    model = LogisticRegression(solver=solver, tol=1e-4, max_iter=1_000, warm_start=True, **penalty, **scale)
    begun, theirs = time.perf_counter(), []
    for strength in strengths:
        if time.perf_counter() - begun > most_seconds:
            break
        model.C = 1 / (samples * strength)
        model.fit(x, high)
        theirs.append((model.coef_[0].copy(), model.intercept_[0]))
    seconds = time.perf_counter() - begun
    nothing = -(high.mean() * np.log(high.mean()) + (1 - high.mean()) * np.log(1 - high.mean()))
    left = ours_left = 0
    for strength, ours, (w, intercept) in zip(strengths, found, theirs):
        b = ours[1:] * deviation
        a = objective(high, b, ours[0] + ours[1:] @ centre, strength, ratio)
        c = objective(high, w, intercept, strength, ratio)
        left, ours_left = max(left, (c - min(a, c)) / nothing), max(ours_left, (a - min(a, c)) / nothing)
    row(f"{path['name']}, {solver}, tol 1e-04", seconds, len(theirs), left, float(path["seconds"]), ours_left)


print(f"scikit-learn {sklearn.__version__}, {samples} samples x {features} features, {os.cpu_count()} processors,"
      f" median of {runs} (logistic: one run)")
print(f"{'':58s} {'seconds':>8s} {'lambdas':>8s} {'left':>9s} {'ours':>8s} {'left':>9s} {'ratio':>8s}")
with open(os.path.join(folder, "paths.tsv"), encoding="utf-8") as file:
    for path in csv.DictReader(file, delimiter="\t"):
        table = numbers(path["file"]).reshape(-1, 2 + features)
        strengths, found = table[:, 0].copy(), table[:, 1:]
        if path["alpha"] == "0.0":
            continue  # enet_path is not made for ridge
        if path["task"] == "level":
            gaussian(path, strengths, found)
        elif most_seconds > 0:
            for solver in ("liblinear", "saga") if path["alpha"] == "1.0" else ("saga",):
                logistic(path, strengths, found, solver)
