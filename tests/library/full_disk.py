"""A command on a small disk: python full_disk.py CORPUS COMMAND; prints what came of it, as JSON.

``acknowledged`` are the articles that the command said were added or removed.
"""

from __future__ import annotations

import json
import sys
from contextlib import closing
from pathlib import Path

from qabot.domain import QabotError
from qabot.library import Library
from qabot.settings import Settings

corpus, command = Path(sys.argv[1]), sys.argv[2]
said: dict[str, object] = {"error": "", "remedy": "", "acknowledged": [], "failures": []}
new = [f"A balloon numbered {n} crossed the strait at dawn. Speaker b{n} saw it." for n in range(6)]
done: list[str] = []
try:
    with closing(Library(corpus, Settings.model_construct())) as library:
        if command == "add":
            for words in new:
                report = library.add([], texts=[words])
                said["failures"] += [str(failure) for failure in report.failures]  # type: ignore
                if report.added:
                    done.append(words)
                    said["acknowledged"] = done
        elif command == "remove":
            for row in library.rows()[:3]:
                library.remove(row.number)
                done.append(row.path)
                said["acknowledged"] = done
        elif command == "sync":
            library.sync()
        elif command == "rebuild":
            library.rebuild(reuse=False)
        elif command == "thread":
            for words in new:
                library.threads.begin(None, words)
                if library.threads.kept:
                    done.append(words)
                    said["acknowledged"] = done
                else:  # answered, and said by every front end
                    said |= {"error": library.threads.notice, "remedy": "It is read only."}
        elif command == "ask":
            said["acknowledged"] = [type(list(library.ask("Who saw the balloon?"))[-1]).__name__]
except QabotError as error:
    said |= {"error": error.message, "remedy": error.remedy}
except OSError as error:  # the command line says this in the same way
    said |= {"error": str(error), "remedy": "Check its rights and the space on the disk."}
print(json.dumps(said))
