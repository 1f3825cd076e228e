using System.Collections.Frozen;

namespace Intervene.Answers.Latex;

/// <summary>
/// What words beside a value do to it. Nouns and units are open classes and leave it alone; the closed classes of function words are listed, for
/// the large languages: words that introduce a value, words that say for which values of a variable it holds, and words that change or deny it.
/// </summary>
internal static class Phrases
{
    private static readonly char[] Breaks = [' ', '\t', '\n', '\r', '~', '-', '–', ',', '.', ';', ':', '!', '?', '(', ')', '"', '“', '”', '/', '*'];

    /// <summary>Words that change the value beside which they stand, or deny it.</summary>
    private static readonly FrozenSet<string> Changing = Set("""
        or more less fewer greater larger smaller bigger higher lower least most maximum minimum over under above below beyond exceeding up than not
        no non never neither nor none
        without except excluding unless but wrong incorrect incorrectly false invalid untrue impossible rejected mistaken mistake error typo fail
        fails failed extraneous discarded excluded omitted inadmissible disregarded contradiction contradictory contradicts refuted bogus nonsense
        unreasonable undefined unverified guessed unknown unsure maybe perhaps possibly probably guess
        nearly almost factorial minus plus negative mod modulo base radix power root reciprocal inverse opposite twice double triple thrice half
        between through thru until out remainder
        if else otherwise instead either isn't aren't wasn't doesn't don't can't cannot unlike against versus vs squared cubed square-rooted log
        divided multiplied multiple multiples divisible
        oder mehr weniger mindestens höchstens nicht kein keine keinen falsch über unter hoch fakultät außer ohne bis zwischen halb doppelt
        vielleicht sondern statt
        ou plus moins pas faux sauf sans jusqu jusque entre moitié double supérieur inférieur supérieure inférieure peut-être
        más mas menos falso incorrecto excepto salvo sin mayor menor mayores menores hasta mitad doble quizás
        più meno almeno errato sbagliato eccetto senza maggiore minore metà doppio forse
        mais não errado incorreto exceto sem até entre metade dobro talvez
        или более больше менее меньше не нет неверно кроме без минус плюс ни выше ниже
        """);

    /// <summary>Words that only introduce a value or stand idly around it.</summary>
    private static readonly FrozenSet<string> Idle = Set("""
        the a an so thus hence therefore then now we i you they he she it there this that which these those is are was were be been equals equal to
        gives give get gets got has have had find found obtain obtained
        answer answers result results value values solution solutions total totals sum final only exactly just simply precisely all altogether
        together in and of for our my your number count probability
        approximately about approx around roughly circa remain remains remaining left need needs needed pay pays paid cost costs must will would
        takes take makes make at last amount area length
        die der das also daher somit ist sind war lautet antwort ergebnis lösung wert gleich genau nur insgesamt es gibt bleiben bleibt verbleiben
        noch ergibt beträgt zusammen etwa ungefähr man erhält anzahl
        la le les un une donc alors ainsi est sont réponse résultat solution valeur total totale égal égale à au il elle on y a reste restent encore
        faut doit payer obtient vaut environ exactement nombre en tout
        el los las respuesta es son resultado solución valor total hay quedan queda por tanto lo igual exactamente solo sólo aproximadamente
        obtenemos número entonces tiene
        il lo la gli le risposta risultato soluzione valore sono è quindi ci restano rimangono esattamente circa totale numero uguale
        o os as resposta resultado solução valor são portanto há restam exatamente cerca número igual sobram
        ответ итак значит следовательно всего равно равен равна получаем остается остаётся осталось примерно ровно число получилось
        """);

    private static readonly FrozenSet<string> Domains = Set("""
        for all any every each some where with whenever when given provided and is are being a an the of in constant constants arbitrary fixed real
        reals rational integer integers whole natural positive nonnegative nonzero non zero
        number numbers complex parameter parameters value values function functions belongs to set over free choice let denotes on as ranges through
        pour tout toute tous toutes où avec entier entiers réel réels naturel positif constante
        für alle jede jedes wobei mit ganze ganzen reelle reellen natürliche natürlichen positive positiven zahl zahlen konstante beliebig
        para todo toda todos todas donde con entero enteros real reales número números natural naturales onde com inteiro inteiros
        per ogni dove con intero interi reale reali costante для всех любого любых где целых действительных натуральных
        """);

    private static readonly string[] DomainsOfHan = ["对于", "对", "对任意", "任意", "所有", "其中", "为", "是", "的", "常数", "实数", "整数", "正整数", "自然数", "有理数", "任意的",
        "属于", "且", "すべての", "ただし", "は", "整数", "実数", "定数", "任意の", "に対して", "正の", "自然数", "모든", "정수", "실수", "상수", "는", "임의의"];

    private static readonly string[] Openings =
    [
        "for all", "for any", "for every", "for each", "for some", "for", "where", "with", "whenever", "when", "provided", "given", "pour tout",
            "pour toute", "pour tous", "où", "avec", "für", "wobei", "mit", "para todo", "para todos",
        "para", "donde", "onde", "con", "com", "per ogni", "dove", "для", "где", "对于", "对任意", "对所有", "其中", "ただし", "すべての", "모든",
    ];

    /// <summary>Counters, units and verbs of Chinese, Japanese and Korean that hold a character that alone would change a value.</summary>
    private static readonly string[] HarmlessHan =
    [
        "平方千米", "平方厘米", "平方分米", "平方毫米", "平方公里", "平方米", "立方厘米", "立方分米", "立方毫米", "立方米", "平方", "立方", "小时", "千克", "千米", "千瓦", "分钟", "小朋友", "大约", "左右",
            "百分点", "第几", "最大值", "最小值", "最大", "最小", "三角形", "方法", "方式", "方案",
    ];

    private const string ChangingHan = "不非无没未以上下多少至超万萬亿億千百十倍半或和与與及到大小错錯否负負加减減乘除余餘底幂方根之前后後第零一二三四五六七八九十两兩左右間间内內外假误誤";

    private static readonly string[] ChangingKana = ["ない", "ません", "違", "または", "以上", "以下", "未満", "이상", "이하", "초과", "미만", "아니", "않", "만", "억", "천",
        "백", "배", "또는", "틀"];

    private static readonly string[] IdleHan =
    [
        "一共有", "共有", "一共", "总共有", "总共", "總共", "共计", "共", "还剩下", "还剩", "剩下", "剩余", "剩", "还有", "有", "答案是", "答案为", "答案", "答", "结果是", "结果为", "结果", "等于",
            "得到", "可得", "得", "因此", "所以", "故", "约为", "大约", "约", "最大值为", "最小值为", "最大值是", "最小值是", "为", "是", "需要", "要", "付", "应付", "花费", "花了", "值为",
        "答えは", "合計で", "合計", "全部で", "残りは", "は", "約", "よって", "したがって", "답은", "정답은", "총", "모두", "남은", "약", "따라서",
    ];

    /// <summary>Whether a run of two or three letters is one of the words that prose between blanks is made of.</summary>
    public static bool IsShort(string run) => run is "for" or "all" or "any" or "not" or "the" or "are" or "per" or "out" or "has" or "was" or "is"
        or "of" or "to" or "if" or "by" or "no" or "we" or "est" or "les" or "für" or "mit" or "als" or "il" or "es" or "ist" or "hay" or "son"
        or "she" or "he" or "it" or "so" or "you" or "in";

    /// <summary>Whether words beside a value change or deny it: another verdict than that of the value alone must be expected.</summary>
    public static bool Change(string words)
    {
        if (words.Length == 0)
        {
            return false;
        }

        var any = false;
        foreach (var word in Split(words))
        {
            if (word.Contains('\'') && word.EndsWith("n't", StringComparison.Ordinal) || Changing.Contains(word)
                || (!Ordinary(word) && NumberWords.Read(word) is not null))
            {
                return true;
            }

            any |= word[0] >= 0x0590;
        }

        return any && ChangesHan(words);
    }

    /// <summary>Whether all words only introduce a value, as "the answer is" and "共有" do.</summary>
    public static bool Introduce(string words)
    {
        foreach (var word in Split(words))
        {
            if (!Idle.Contains(word) && !(word[0] >= 0x2e80 && Consists(word, IdleHan)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether words begin a statement of the values of a variable for which a formula holds.</summary>
    public static bool OpenQualifier(string words)
    {
        var text = words.Trim().TrimStart('(', ',').TrimStart();
        foreach (var opening in Openings)
        {
            if (text.StartsWith(opening, StringComparison.OrdinalIgnoreCase)
                && (text.Length == opening.Length || opening[0] >= 0x2e80 || !char.IsLetter(text[opening.Length])))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether words name a usual domain and leave nothing out of it, as "for all positive integers" does.</summary>
    public static bool NameDomain(string words) => Split(words).TrueForAll(static word => Domains.Contains(word)
        || word.Length == 1 && char.IsAscii(word[0]) || word[0] >= 0x2e80 && Consists(word, DomainsOfHan));

    private static bool Ordinary(string word) => word is "one" or "ones" or "second" or "seconds" or "zeros" or "first";

    private static bool ChangesHan(string words)
    {
        if (Array.Exists(ChangingKana, word => words.Contains(word, StringComparison.Ordinal)))
        {
            return true;
        }

        foreach (var harmless in HarmlessHan)
        {
            words = words.Replace(harmless, "", StringComparison.Ordinal);
        }

        // Scripts whose words are not known here are not taken for nouns.
        return words.AsSpan().IndexOfAny(ChangingHan) >= 0 || words.AsSpan().IndexOfAnyInRange('\u0590', '\u10ff') >= 0;
    }

    /// <summary>Whether a run without blanks is a sequence of the pieces, the longest at each place.</summary>
    private static bool Consists(string run, string[] pieces)
    {
        var at = 0;
        while (at < run.Length)
        {
            var longest = 0;
            foreach (var piece in pieces)
            {
                longest = piece.Length > longest && string.CompareOrdinal(run, at, piece, 0, piece.Length) == 0 ? piece.Length : longest;
            }

            if (longest == 0)
            {
                return false;
            }

            at += longest;
        }

        return true;
    }

    private static List<string> Split(string words) => [.. words.ToLowerInvariant().Replace('’', '\'')
        .Split(Breaks, StringSplitOptions.RemoveEmptyEntries)];

    private static FrozenSet<string> Set(string words) => words.Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries)
        .ToFrozenSet(StringComparer.Ordinal);
}
