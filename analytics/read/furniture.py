"""Lines of a page that are no text of the article: credits, calls to follow or subscribe, copyright, buttons.

The words are in folded spelling: Simplified, lower case, marks half-width.
"""

import re

from .cleaning import first_of_key, fold_line, line_key

_LONGEST = 160  # characters of a piece of furniture
_LONGEST_CALL = 50  # characters of a call that does not begin with a word such as “please”
_SHORT = 60  # characters: a longer piece begins with one of these, folded
_OPENINGS = frozenset("我成请立即马欢记快点按免版著本未不禁严转举违原©cantpshw")

_PLATFORM = (
    r"google ?(?:news|新闻)|telegram|whatsapp|facebook|instagram|twitter|youtube|threads|wechat|tiktok|signal|linkedin"
    r"|apple ?news|podcast|微信|微博|抖音|公众号|脸书|面书|小红书|视频号|(?<![a-z])(?:fb|ig|x|line|rss)(?![a-z])"
)
_FOLLOW = "追踪|追蹤|关注|订阅|加入|赞好|按[赞讚]|点赞|追看|紧贴|成为(?:我们|本[报刊台])的|下载"
_FOLLOW += "|安装|搜寻|搜索|扫码|扫描"
_OURS = (
    r"我们|本报|本台|本网|本刊|本站|专页|频道|账号|帐号|账户|帐户|群组|粉丝|订户|会员|电子报|通讯|小铃铛|(?<![a-z])app(?![a-z])|应用程式"
    "|newsletter|channel|premium"
)
_ENGLISH_CALL = (
    rf"(?:follow|like|join|find) us\b|subscribe to\b|sign up (?:for|to)\b|download (?:our|the) [^.\n]{{0,20}}?\bapp\b"
    rf"|(?:follow|join) [^.,\n]{{1,30}}? on (?:{_PLATFORM})"
    r"|(?:join|follow|like) our [^.\n]{0,20}?(?:channel|group|page)\b"
    r"|subscribe(?: now| today)?[!.]?$|(?:add|set|make) [^.\n]{1,30} as (?:a|your) preferred source(?: on google)?"
    r"|support (?:our|independent|quality|local) journalism\b|stay (?:up to date|informed|tuned|connected)\b"
    r"|get (?:the latest|our) [^.\n]{1,40} (?:inbox|delivered|newsletter)"
)
_ASKS = (
    r"(?:请|立即|即刻|马上|欢迎|记得|快来|快|点击|按此|按|免费|please|now|click(?: here)?(?: to)?|tap to"
    r"|stay [a-z ]{1,20}[,:.])"
)
_CALL = re.compile(
    rf"\W*+(?:{_ASKS}\W*+)*+(?:{_ENGLISH_CALL}"
    rf"|(?:透过|通过|在|用|于|到|上)\s*+(?:{_PLATFORM})[^。,\n]{{0,6}}?(?:{_FOLLOW})"
    rf"|(?:{_FOLLOW})[^。,\n]{{0,24}}?(?:{_PLATFORM}|{_OURS})|(?:扫码)?(?:订阅|追踪)[《【「][^》】」\n]{{1,16}}[》】」]$)"
)
# Calls in the middle of a line
_CALL_WITHIN = re.compile(
    r"google[^。,\n]{0,8}设[为定][^。,\n]{0,4}(?:首选|来源)|^支持[^。\n]{0,12}[,。!](?:请|按|立即)[^。\n]{0,6}(?:捐款|赞助|订阅)"
    r"|^(?:请)?成为(?:会员|订户)[,。!]?(?:支持|享|立即|即可)|^点[击按](?:此处|这里|此)?(?:订阅|捐款)|^欢迎(?:转发|分享|转载)[^。,\n]{0,6}[。!]?$"
    r"|^喜欢(?:这篇|本)(?:文章|报道|报导)?[^。\n]{0,4}(?:请|按)"
    r"|^本文由 ?(?:ai|人工智能|机器)[^。,\n]{0,14}(?:翻译|生成|整理)[。]?$|"
    r"设[为定][^。,\n]{0,4}google[^。,\n]{0,6}(?:来源|首选)|"
    rf"(?:快|请|记得|立即|马上|欢迎)即?(?:{_FOLLOW})[^。,\n]{{0,8}}?(?:{_PLATFORM}|{_OURS})"
    rf"|(?:有|登陆|上架)\s*(?:{_PLATFORM})[^。,\n]{{0,4}}?(?:请|欢迎)(?:{_FOLLOW})"
)
_ASKING = re.compile(rf"\W*+{_ASKS}")
_PERMISSION = r"授权|许可|允许|同意|书面"
_RIGHTS = re.compile(
    r"[^\w©(]*+(?:\(c\)\s|\(?(?:©|copyright\b|all rights reserved|版权所有|版权声明|著作权"
    r"|(?:本文|本报|本网|本站|本刊)[^。\n]{0,20}?(?:版权|著作权|原创|转载)"
    rf"|未经[^。\n]{{0,14}}?(?:{_PERMISSION})(?=\W|不得|请勿|禁止|不准|$)"
    r"|(?:不得|请勿|禁止|严禁)[^。\n]{0,8}?(?:转载|翻印|复制)(?!的)|转载(?:请|须|文章)"
    r"|(?:本网站?|本站|我们)[^。\n]{0,8}cookie|.{0,12}icp[备证]|举报电话|违法和不良"
    r"|the post .{1,120} (?:appeared first|first appeared) on |.{1,60}最[先早](?:出现|发布)[于在]))"
)
_MORE = re.compile(
    r"[\W_]*+(?:(?:详|阅读|查看)?全文|继续阅读|(?:轻触|点击)?(?:阅读|查看)?原文|(?:查看|看|了解|点我看)?更多|详情|[按点]此"
    r"|更多内容 ?请见影片|更多精彩内容|展开全文|点击展开|广告(?:后继续)?|分享|留言|收藏|评论|列印|打印|[上下]一[页篇]"
    r"|返回(?:顶部)?|回到顶部|首页|目录"
    r"|(?:continue|keep) reading|read (?:more|on|full story|the full (?:article|story))|(?:learn|show|load) more"
    r"|advertisement|sponsored|share|tweet|print|back to top|skip to (?:main )?content|menu|home|article information"
    r"|在 ?instagram ?查看这则贴文|view this post on instagram|登[录入] ?注册|原创"
    r"|(?:观看|查看)更多精彩视频)[\W_]*+"
)
_HASHTAGS = re.compile(r"(?:#[^\s#]{1,40}\s*+)++|@?\[{0,2}toc\]{0,2}")
_BARE_ADDRESS = re.compile(
    r"(?:[^。:\n]{0,20}(?:网址|链接|连结|link|url)\s*:\s*)?"
    r"(?:https?://|www\.|(?<=:)|(?<=: ))[\w-]+(?:\.[\w-]+)+\S*|[^。:\n]{1,16}:\s*https?://\S+"
)
# What an application shows around an article.
_PHRASES = """
微信扫一扫 使用小程序|微信扫一扫 关注该公众号|微信扫一扫可打开此内容，使用完整服务|向上滑动看下一个|继续滑动看下一个
预览时标签不可点|知道了|× 分析|取消 允许|视频 小程序 赞 轻点两下取消赞 在看 轻点两下取消在看
视频 小程序 赞 轻点两下取消赞 在看 轻点两下取消在看 分享 留言 收藏 听过|点击下图 了解详情
在小说阅读器读本章|去阅读|在小说阅读器中沉浸阅读|写下你的评论|喜欢此内容的人还喜欢|人划线
当前环境异常，完成验证后即可继续访问。
"""
_PHRASE_KEYS = frozenset(map(line_key, _PHRASES.strip().replace("\n", "|").split("|")))
_LONGEST_PHRASE = max(map(len, _PHRASES.split("|")))
_ACTION = re.compile(
    r"[\W_]*+(?:(?:请|立即|即刻|马上|欢迎|按此|点击|点此|我要|成为)\s*+)*+(?:支持|订阅|捐|赞助|课金|打赏|下载|追踪|追蹤|关注我|加入(?:我|会|成为)"
    r"|会员|月费|分享|留言|评论|登入|登录|注册|购买|返回|回到|[上下]一|更多|了解|联络|联系|关于|查看|阅读|详情|首页|主页|目录|检举|举报|投稿"
    r"|私隐|隐私|免责|服务条款"
    r"|donat|support(?: us)?$|subscribe|sign (?:up|in)|log ?in|register|share|follow|contact|about|home$|back|next"
    r"|previous|download|read|view|click|learn|privacy|terms|buy|join|get |tweet|become )"
)
_CREDIT = re.compile(
    r"[\W_]*+(?:(?:原文|全文|文章|本文|新闻|资料|稿件)?(?:链接|鏈接|连结|连接|网址|地址|出处|来源|标题|作者)|原文|本文链接"
    r"|(?:本文|文章)?(?:转自|转载自|转载|摘自|来自|首发于|首发|原载)|作者|撰文|文字|文|图|记者|责任编辑|责编|编辑|编译|翻译|译者|译|校对"
    r"|整理|采访|摄影|监制|(?:发布|发佈|发表|更新|出版|刊登)(?:时间|日期|于)?|日期|时间|分类|标签|阅读[量数]|字数|编者"
    r"|(?:original )?(?:link|url|source|article)|author|by|written by|words by|reporter|editor"
    r"|published(?: on)?|updated|date|posted(?: on)?|via)\s*+[:丨|/]\s*+"
)
_DATED = re.compile(
    r"(?:(?:first |last )?(?:published|posted|updated|update|modified|created)(?: (?:at|on))?\s?:?\s?"
    r"\d[\d\-/.:,t ]{3,24}(?:[|·/,]\s*+)?+){1,3}"
)
_REPRINT = re.compile(r"[\W_]*+(?:本文|文章|本篇)?(?:原载|转自|转载自|摘自|首发于)")
_BYLINE = re.compile(
    r"(?:Author|Role)\s*[,，].*|[Bb][Yy]\s+[A-Z][\w.’'-]*+(?:\s+(?:and\s+)?[A-Z][\w.’'-]*+){1,6}"
)
_REPORTER = re.compile(r"[\W_]*+记者[^。,:\s]{1,16}/[^。,:\s]{0,8}(?:报导|报道|电)[\W_]*+")
_SOURCE_LINE = re.compile(
    r"[\W_]*+(?:资料|文章|新闻|消息|稿件)?(?:来源|source)\s*+:\s*+[^\s。,:][^。,:\n]{1,24}"
)
_SENTENCE_MARK = re.compile(r"[。!?;]|[.](?:\s|$)")
_TIME = re.compile(
    r"[\W_]*+(?:(?:19|20)\d\d|\d{1,2})\s*[-/.年]\s*\d{1,2}\s*[-/.月]"
    r"(?:[\W_]|\d|[年月日时分秒]|[上下]午|am|pm|t(?=\d)|z\b|gmt|utc|hkt)*+"
)


def is_furniture(text: str) -> bool:
    """Whether a paragraph is no text of the article: a call to follow or subscribe, a copyright notice, a button.

    >>> is_furniture("透過 Google News追蹤獅山社"), is_furniture("下載DeepSeek的人數急升，議員關注。")
    (True, False)
    """
    if len(text) > _LONGEST or (
        len(text) > _SHORT and first_of_key(text) not in _OPENINGS and text[0] != "©"
    ):
        return False
    folded = fold_line(text)
    return (
        _MORE.fullmatch(folded) is not None
        or _RIGHTS.match(folded) is not None
        or _BARE_ADDRESS.fullmatch(folded) is not None
        or _HASHTAGS.fullmatch(folded) is not None
        or _is_call(folded)
        or (len(text) <= _LONGEST_PHRASE and line_key(text) in _PHRASE_KEYS)
    )


def _is_call(folded: str) -> bool:
    """Whether a folded paragraph asks to follow, subscribe, join or download."""
    if len(folded) <= _SHORT and _CALL_WITHIN.search(folded):
        return True
    if not _CALL.match(folded) or folded.endswith(":"):
        return False
    asks = _ASKING.match(folded) is not None
    sentences = folded.count("。")
    return (asks and sentences <= 2) or (sentences == 0 and len(folded) <= _LONGEST_CALL)


def is_call_to_action(text: str) -> bool:
    """Whether a link's text asks for something, and names neither an article nor an outlet.

    >>> is_call_to_action("支持我們"), is_call_to_action("港聲報")
    (True, False)
    """
    folded = fold_line(text)
    return _ACTION.match(folded) is not None or _MORE.fullmatch(folded) is not None


def is_credit(text: str, title_keys: set[str]) -> bool:
    """Whether a line above the text says where it comes from, who wrote it or when.

    >>> is_credit("原文鏈接：港鐵加價", {"港铁加价"}), is_credit("來源地之一的越南宣布停止出口。", set())
    (True, False)
    """
    if len(text) > _LONGEST:
        return False
    folded = fold_line(text)
    if (
        _TIME.fullmatch(folded)
        or _DATED.fullmatch(folded)
        or _REPORTER.fullmatch(folded)
        or (len(text) <= 80 and _BYLINE.fullmatch(text))
    ):
        return True
    if _REPRINT.match(folded) and len(text) <= 60 and text.count("。") <= 1:
        return True
    label = _CREDIT.match(folded)
    if not label:
        return False
    rest = folded[label.end() :]
    if line_key(rest) in title_keys:
        return True
    return len(rest) <= 80 and not _SENTENCE_MARK.search(rest) and rest.count(",") <= 1


def is_source_line(text: str) -> bool:
    """Whether a line says where the text comes from, and nothing else.

    >>> is_source_line("來源：獅山社"), is_source_line("來源：獅山社，記者陳大文")
    (True, False)
    """
    folded = fold_line(text) if len(text) <= 60 else ""
    is_reprint = _REPRINT.match(folded) is not None and folded.count("。") <= 1
    return is_reprint or (len(text) <= 40 and _SOURCE_LINE.fullmatch(folded) is not None)
