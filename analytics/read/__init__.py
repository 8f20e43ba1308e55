"""Documents in, article rows out: finding, decoding, front matter, cleaning, caching.

What comes in and what goes out, from the files to the table:

| step | modules |
| --- | --- |
| the doors | `corpus` (`load`), `articles`, `sample` (`load_sample`) |
| what they are asked | `options`, `settings`, `labels` |
| a place -> its files | `listing`, `kinds` |
| a file -> article rows | `units`, `archives`; what it may cost: `limits`; what is wrong with it: `problems` |
| bytes -> text | `encoding` |
| a document -> one row | `document`, `titles`, `outlets`, `languages`, `dates` (`date_forms`, `zones`) |
| its front matter -> fields | `header`, `yaml_header`, `yaml_repair`, `html_head`, `fields`, `keys` |
| its body -> prose and what is none | `body`, `blocks`, `html`, `markdown`, `template_tags`, `cleaning` |
| lines of the body that are no prose | `furniture`, `related`, `source`, `repeats` |
| a table -> records -> rows | `tables`, `exports`, `saved` |
| records of each form of table | `delimited`, `json_records`, `feeds`, `parquet`, `workbooks` |
| rows -> the columns of a table | `chunk`, `rows`, `paragraphs` |
| rows in the cache | `runs`, `cache`, `gather`, `workers`, `progress` |
| words that the articles themselves propose | `own_words` |
| what all rows together decide | `decision`, `agreement`, `strays`, `recurring`, `headlines` |
| the finished table | `finished`, `separate`, `snapshot`, `ledger` |
| words and patterns, as data | `vocabulary` |
"""
