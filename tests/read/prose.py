"""Chinese prose that tests of documents and encodings draw from."""

from hypothesis import strategies as st

# Prose of the usual length of a paragraph: an encoding is told by its characters, and takes some.
SENTENCES = [
    "內地人工智能公司深度求索近日發布新模型，引起業界關注。",
    "恒生指數收市報二萬零二百二十五點，全日升三百四十一點。",
    "天文台預料未來數日天氣清涼，市民外出應帶備衣物。",
    "運輸署提醒駕駛人士留意路面情況，並預留足夠時間。",
    "消費者委員會呼籲市民購買前先格價，保留單據。",
]
CANTONESE = "佢哋喺灣仔搭巴士，嘅士高嗰邊啲人好多，咁就行返屋企囉。"
SIMPLIFIED = "内地人工智能公司深度求索近日发布新模型，引起业界关注，相关股票急升。"
PROSE = st.lists(st.sampled_from(SENTENCES), min_size=2, max_size=6).map("".join)
