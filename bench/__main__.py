"""
`python -m bench [FILE…]`: speed and memory of tagger, parse and whole reading, side by side in one run.

Prints words a second of one core (processor time) once loaded, ratios to the parse alone, the tagger's
loading time, size on disk and memory in a process of its own, seconds from start to first result in a
fresh process, the ratio of time for ten times the text (10 is linear), and peak memory.
Without files it reads the sample articles that ship with the package.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from allegedly.desk import Reader, write_samples
from allegedly.intake.files import Overrides, read_bytes
from allegedly.text.prepare import clean, passages
from allegedly.text.syntax import Parser
from allegedly.voices.quotes import find_quotations
from allegedly.voices.tagger import SHIPPED, Tagger

WORDS_IN_LONG_PAGE = 100_000
ROUNDS = 3
_LOADING = """
import resource, time
import allegedly.voices.tagger, onnxruntime
begun = time.perf_counter()
allegedly.voices.tagger.Tagger()
print(time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


def _seconds(work: Callable[[], object]) -> float:
    """Processor seconds of all threads, the best of a few rounds: what one core needs, whoever else is at work."""
    best = float("inf")
    for _ in range(ROUNDS):
        begun = time.process_time()
        work()
        best = min(best, time.process_time() - begun)
    return best


def main() -> int:
    """Run all measurements and print them."""
    parser = argparse.ArgumentParser(
        prog="python -m bench", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", nargs="*", type=Path, help="articles to read; the samples by default")
    parser.add_argument("--long", type=int, default=WORDS_IN_LONG_PAGE, help="words of the long page")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        files = given.files or write_samples(Path(folder))
        _measure(files, given.long)
    return 0


def _measure(files: list[Path], long_words: int) -> None:
    texts = [(f.name, f.read_bytes()) for f in files]
    documents = [clean(read_bytes(data, name, overrides=Overrides(published="2024-08-11"))) for name, data in texts]
    words = sum(len(d.text.split()) for d in documents)
    parse, reader, tagger = Parser(), Reader(), Tagger()
    parsed = [(parse.parse(d.text, passages(d)), find_quotations(d.text)) for d in documents]
    alone = _seconds(lambda: [parse.parse(d.text, passages(d)) for d in documents])
    tagged = _seconds(lambda: [tagger.tag(sentences, quotations) for sentences, quotations in parsed])
    whole = _seconds(lambda: [reader.read_bytes(data, name, Overrides(published="2024-08-11")) for name, data in texts])
    print(f"{len(files)} articles, {words} words")
    print(f"parse alone        {words / alone:>10,.0f} words/s")
    print(f"tagger alone       {words / tagged:>10,.0f} words/s   {tagged / alone:.2f} times the parse alone")
    print(f"whole reading      {words / whole:>10,.0f} words/s   {whole / alone:.2f} times the parse alone")
    _measure_loading()
    begun = time.perf_counter()
    command = [sys.executable, "-m", "allegedly.cli", "read", str(files[0]), "--format", "json"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)  # noqa: S603  our own program
    print(f"start to result    {time.perf_counter() - begun:>10.2f} s")
    _measure_growth(reader, documents[0].text, long_words)
    print(f"peak memory        {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:>10,.0f} MB")


def _measure_loading() -> None:
    """Load the tagger and nothing else in a fresh process, and print how long it took and what it holds."""
    done = subprocess.run([sys.executable, "-c", _LOADING], check=True, capture_output=True, text=True)  # noqa: S603  our own program
    seconds, megabytes = done.stdout.split()
    size = sum(file.stat().st_size for file in SHIPPED.iterdir() if file.is_file()) / 1e6
    print(f"tagger loaded      {float(seconds):>10.2f} s         {float(megabytes):,.0f} MB resident, {size:.1f} MB on disk")


def _measure_growth(reader: Reader, text: str, long_words: int) -> None:
    paragraph = text.strip() + "\n\n"
    times = []
    for words in (long_words // 10, long_words):
        page = paragraph * max(1, words // len(paragraph.split()))
        begun = time.process_time()
        reader.read_bytes(page.encode(), "long page", Overrides(published="2024-08-11"))
        times.append(time.process_time() - begun)
        print(f"page of {words:>7,} words {len(page.split()) / times[-1]:>8,.0f} words/s")
    print(f"ten times the text {times[1] / times[0]:>10.1f} times the time")


if __name__ == "__main__":
    sys.exit(main())
