using System.Collections.Frozen;

namespace Intervene.Text.Jinja.Values;

/// <summary>What Unicode's case mappings give beyond one character for one (SpecialCasing.txt, CaseFolding.txt).</summary>
internal static class CaseTables
{
    /// <summary>Upper case of characters that .NET leaves as they are.</summary>
    public static FrozenDictionary<string, string> Upper { get; } = Table(
        "ı=I ŉ=ʼN ſ=S ǰ=J\u030C ΐ=Ι\u0308\u0301 ΰ=Υ\u0308\u0301 և=ԵՒ ẖ=H\u0331 ẗ=T\u0308 ẘ=W\u030A ẙ=Y\u030A ẚ=Aʾ ὐ=Υ\u0313 ὒ=Υ\u0313\u0300 " +
        "ὔ=Υ\u0313\u0301 ὖ=Υ\u0313\u0342 ᾀ=ἈΙ ᾁ=ἉΙ ᾂ=ἊΙ ᾃ=ἋΙ ᾄ=ἌΙ " +
        "ᾅ=ἍΙ ᾆ=ἎΙ ᾇ=ἏΙ ᾈ=ἈΙ ᾉ=ἉΙ ᾊ=ἊΙ ᾋ=ἋΙ ᾌ=ἌΙ ᾍ=ἍΙ ᾎ=ἎΙ ᾏ=ἏΙ ᾐ=ἨΙ ᾑ=ἩΙ ᾒ=ἪΙ ᾓ=ἫΙ ᾔ=ἬΙ ᾕ=ἭΙ ᾖ=ἮΙ ᾗ=ἯΙ ᾘ=ἨΙ ᾙ=ἩΙ ᾚ=ἪΙ " +
        "ᾛ=ἫΙ ᾜ=ἬΙ ᾝ=ἭΙ ᾞ=ἮΙ ᾟ=ἯΙ ᾠ=ὨΙ ᾡ=ὩΙ ᾢ=ὪΙ ᾣ=ὫΙ ᾤ=ὬΙ ᾥ=ὭΙ ᾦ=ὮΙ ᾧ=ὯΙ ᾨ=ὨΙ ᾩ=ὩΙ ᾪ=ὪΙ ᾫ=ὫΙ ᾬ=ὬΙ ᾭ=ὭΙ ᾮ=ὮΙ ᾯ=ὯΙ ᾲ=ᾺΙ " +
        "ᾳ=ΑΙ ᾴ=ΆΙ ᾶ=Α\u0342 ᾷ=Α\u0342Ι ᾼ=ΑΙ ῂ=ῊΙ ῃ=ΗΙ ῄ=ΉΙ ῆ=Η\u0342 ῇ=Η\u0342Ι ῌ=ΗΙ ῒ=Ι\u0308\u0300 ΐ=Ι\u0308\u0301 ῖ=Ι\u0342 ῗ=Ι\u0308\u0342 " +
        "ῢ=Υ\u0308\u0300 ΰ=Υ\u0308\u0301 ῤ=Ρ\u0313 ῦ=Υ\u0342 ῧ=Υ\u0308\u0342 " +
        "ῲ=ῺΙ ῳ=ΩΙ ῴ=ΏΙ ῶ=Ω\u0342 ῷ=Ω\u0342Ι ῼ=ΩΙ ﬀ=FF ﬁ=FI ﬂ=FL ﬃ=FFI ﬄ=FFL ﬅ=ST ﬆ=ST ﬓ=ՄՆ ﬔ=ՄԵ ﬕ=ՄԻ ﬖ=ՎՆ ﬗ=ՄԽ ß=SS");

    /// <summary>The one lower case of two characters.</summary>
    public static FrozenDictionary<string, string> Lower { get; } = Table(
        "İ=i\u0307");

    /// <summary>Title case where it is not the upper case of the first character and the lower case of the rest.</summary>
    public static FrozenDictionary<string, string> Title { get; } = Table(
        "ŉ=ʼN Ǆ=ǅ ǅ=ǅ ǆ=ǅ Ǉ=ǈ ǈ=ǈ ǉ=ǈ Ǌ=ǋ ǋ=ǋ ǌ=ǋ Ǳ=ǲ ǲ=ǲ ǳ=ǲ ა=ა ბ=ბ გ=გ დ=დ ე=ე ვ=ვ ზ=ზ თ=თ ი=ი კ=კ ლ=ლ მ=მ ნ=ნ ო=ო " +
        "პ=პ ჟ=ჟ რ=რ ს=ს ტ=ტ უ=უ ფ=ფ ქ=ქ ღ=ღ ყ=ყ შ=შ ჩ=ჩ ც=ც ძ=ძ წ=წ ჭ=ჭ ხ=ხ ჯ=ჯ ჰ=ჰ ჱ=ჱ ჲ=ჲ ჳ=ჳ ჴ=ჴ ჵ=ჵ ჶ=ჶ ჷ=ჷ ჸ=ჸ " +
        "ჹ=ჹ ჺ=ჺ ჽ=ჽ ჾ=ჾ ჿ=ჿ ᾀ=ᾈ ᾁ=ᾉ ᾂ=ᾊ ᾃ=ᾋ ᾄ=ᾌ ᾅ=ᾍ ᾆ=ᾎ ᾇ=ᾏ ᾈ=ᾈ ᾉ=ᾉ ᾊ=ᾊ ᾋ=ᾋ ᾌ=ᾌ ᾍ=ᾍ ᾎ=ᾎ ᾏ=ᾏ ᾐ=ᾘ ᾑ=ᾙ ᾒ=ᾚ ᾓ=ᾛ ᾔ=ᾜ ᾕ=ᾝ " +
        "ᾖ=ᾞ ᾗ=ᾟ ᾘ=ᾘ ᾙ=ᾙ ᾚ=ᾚ ᾛ=ᾛ ᾜ=ᾜ ᾝ=ᾝ ᾞ=ᾞ ᾟ=ᾟ ᾠ=ᾨ ᾡ=ᾩ ᾢ=ᾪ ᾣ=ᾫ ᾤ=ᾬ ᾥ=ᾭ ᾦ=ᾮ ᾧ=ᾯ ᾨ=ᾨ ᾩ=ᾩ ᾪ=ᾪ ᾫ=ᾫ ᾬ=ᾬ ᾭ=ᾭ ᾮ=ᾮ ᾯ=ᾯ ᾲ=Ὰ\u0345 " +
        "ᾳ=ᾼ ᾴ=Ά\u0345 ᾷ=Α\u0342\u0345 ᾼ=ᾼ ῂ=Ὴ\u0345 ῃ=ῌ ῄ=Ή\u0345 ῇ=Η\u0342\u0345 ῌ=ῌ ῲ=Ὼ\u0345 ῳ=ῼ ῴ=Ώ\u0345 ῷ=Ω\u0342\u0345 ῼ=ῼ");

    /// <summary>Characters of lower case that compare as others (Cherokee left out).</summary>
    public static FrozenDictionary<string, string> Fold { get; } = Table(
        "µ=μ ß=ss ŉ=ʼn ſ=s ǰ=j\u030C \u0345=ι ΐ=ι\u0308\u0301 ΰ=υ\u0308\u0301 ϐ=β ϑ=θ ϕ=φ ϖ=π ϰ=κ ϱ=ρ ϵ=ε և=եւ ᲀ=в ᲁ=д ᲂ=о ᲃ=с ᲄ=т ᲅ=т ᲆ=ъ ᲇ=ѣ ᲈ=ꙋ " +
        "ẖ=h\u0331 ẗ=t\u0308 ẘ=w\u030A ẙ=y\u030A ẚ=aʾ ẛ=ṡ ὐ=υ\u0313 ὒ=υ\u0313\u0300 ὔ=υ\u0313\u0301 ὖ=υ\u0313\u0342 ᾀ=ἀι ᾁ=ἁι ᾂ=ἂι ᾃ=ἃι ᾄ=ἄι ᾅ=ἅι " +
        "ᾆ=ἆι ᾇ=ἇι ᾐ=ἠι ᾑ=ἡι ᾒ=ἢι " +
        "ᾓ=ἣι ᾔ=ἤι ᾕ=ἥι ᾖ=ἦι ᾗ=ἧι ᾠ=ὠι ᾡ=ὡι ᾢ=ὢι ᾣ=ὣι ᾤ=ὤι ᾥ=ὥι ᾦ=ὦι ᾧ=ὧι ᾲ=ὰι ᾳ=αι ᾴ=άι ᾶ=α\u0342 ᾷ=α\u0342ι ι=ι ῂ=ὴι ῃ=ηι ῄ=ήι " +
        "ῆ=η\u0342 ῇ=η\u0342ι ῒ=ι\u0308\u0300 ΐ=ι\u0308\u0301 ῖ=ι\u0342 ῗ=ι\u0308\u0342 ῢ=υ\u0308\u0300 ΰ=υ\u0308\u0301 ῤ=ρ\u0313 ῦ=υ\u0342 " +
        "ῧ=υ\u0308\u0342 ῲ=ὼι ῳ=ωι ῴ=ώι ῶ=ω\u0342 ῷ=ω\u0342ι ﬀ=ff ﬁ=fi ﬂ=fl ﬃ=ffi " +
        "ﬄ=ffl ﬅ=st ﬆ=st ﬓ=մն ﬔ=մե ﬕ=մի ﬖ=վն ﬗ=մխ");

    private static FrozenDictionary<string, string> Table(string entries) =>
        entries.Split(' ').Select(entry => entry.Split('=')).ToFrozenDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
}
