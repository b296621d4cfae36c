"""What `qabot eval --help` says: the question format and the figures."""

HELP = """Measure the answers with questions whose answers are known.

All questions are asked of the articles in --articles, in a corpus of their own that is thrown
away, or else of your corpus. Printed are: whether the right article and the right sentence are
found, whether questions without an answer are refused, whether the confidence means something,
and how long it takes.

QUESTIONS is a JSONL file, one object a line:

\b
  {"id": "q1", "question": "Where did the talks end?", "answerable": true,
   "answers": ["Geneva", "in Geneva"], "articles": ["2024-05-12-talks-end"],
   "evidence": ["The talks ended in Geneva on Sunday."], "asked": "2024-05-13"}

Only `question` must be there. `articles` names those that answer it: the id of a record in a file
of many, else the file's name without suffix. `grades` may say how well each does, as in
{"2024-05-12-talks-end": 2}. `answers` are words, any of which will do; `evidence` are whole
sentences, any of which will do. `asked` is the day from which "last week" counts. Questions with
`"answerable": false` measure refusing. What is left out is not measured.

Figures are means over the questions on which they can be measured. hit@k: a right article is
among the first k; mrr@10, ndcg@10: by its rank. answer_in_first, answer_in_shown: an answer occurs
in the first sentence, or in any of those shown; case, accents, punctuation and a, an, the do not
count. gold_first, gold_shown: the sentence is one of the evidence (one holds the other, or word F1
is .8 or more). These four measure the choice of sentences, so where nothing was answered the
nearest sentences count. refusal_precision: refused questions that are unanswerable;
refusal_recall: unanswerable ones that are refused; abstention_auroc: how often an answerable
question has more confidence than an unanswerable one. latency_p50_in_embeddings: the median time
of an answer in times to embed 200 tokens, which is the same on fast and slow machines.

--compare BEFORE.json shows what changed since an earlier run, with 95 % intervals. QUESTIONS may
then be a result file too, and nothing is asked: qabot eval AFTER.json --compare BEFORE.json
"""
