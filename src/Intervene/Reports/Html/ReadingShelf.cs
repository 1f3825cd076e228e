using System.Globalization;
using System.Text;
using Intervene.Reports.Content;

namespace Intervene.Reports.Html;

/// <summary>
/// Where the texts of problems stand: the first ones in the page, up to a size, the others in files beside it that a page loads when it is served.
/// </summary>
internal sealed class ReadingShelf
{
    /// <summary>Bytes of texts in the page.</summary>
    public const int PageBytes = 750_000;

    /// <summary>Bytes of a side file, about.</summary>
    public const int FileBytes = 400_000;

    /// <summary>The folder of the side files.</summary>
    public const string Folder = "09-samples";

    private readonly StringBuilder _page = new("{");
    private readonly StringBuilder _file = new("{");
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);
    private readonly Action<string, string> _write;
    private int _pageBytes;
    private int _fileBytes;

    private ReadingShelf(Action<string, string> write) => _write = write;

    /// <summary>The texts in the page, an object by problem id.</summary>
    public string Embedded => _page + "}";

    /// <summary>How many problems' texts stand in the page.</summary>
    public int EmbeddedCount { get; private set; }

    /// <summary>How many problems have texts.</summary>
    public int Count => _places.Count;

    /// <summary>How many side files there are.</summary>
    public int Files { get; private set; }

    /// <summary>Whether any of the texts has mathematics.</summary>
    public bool HasMathematics { get; private set; }

    /// <summary>Puts all readings onto the page or into files.</summary>
    /// <param name="readings">The readings, those for the page first.</param>
    /// <param name="write">Writes a side file: its name below <see cref="Folder"/>, and its text.</param>
    public static ReadingShelf Fill(IEnumerable<ProblemReading> readings, Action<string, string> write)
    {
        var shelf = new ReadingShelf(write);
        foreach (var reading in readings)
        {
            shelf.Add(reading);
        }

        shelf.CloseFile();
        return shelf;
    }

    /// <summary>Whether a name is one that a side file gets; all others in the folder are a user's.</summary>
    /// <param name="name">The file's name.</param>
    public static bool IsFile(string name) => name.Length >= 10 && name.EndsWith(".json", StringComparison.Ordinal)
        && !name.AsSpan(0, name.Length - 5).ContainsAnyExceptInRange('0', '9');

    /// <summary>Where a problem's texts are: 0 in the page, n in the n-th side file, null nowhere.</summary>
    public int? PlaceOf(string problem) => _places.TryGetValue(problem, out var place) ? place : null;

    private void Add(ProblemReading reading)
    {
        HasMathematics = HasMathematics || Texts(reading).Any(Mathematics.IsIn);
        var entry = $"{PageJson.Of(reading.Id)}:{PageJson.Of(reading)}";
        var bytes = Encoding.UTF8.GetByteCount(entry) + 1;
        if (_pageBytes + bytes <= PageBytes)
        {
            _page.Append(EmbeddedCount == 0 ? "" : ",\n").Append(entry);
            (_pageBytes, EmbeddedCount) = (_pageBytes + bytes, EmbeddedCount + 1);
            _places[reading.Id] = 0;
            return;
        }

        if (_fileBytes > 0 && _fileBytes + bytes > FileBytes)
        {
            CloseFile();
        }

        _file.Append(_fileBytes == 0 ? "" : ",\n").Append(entry);
        _fileBytes += bytes;
        _places[reading.Id] = Files + 1;
    }

    private void CloseFile()
    {
        if (_fileBytes > 0)
        {
            Files++;
            _write(string.Create(CultureInfo.InvariantCulture, $"{Files:D5}.json"), _file + "}\n");
            _file.Clear().Append('{');
            _fileBytes = 0;
        }
    }

    private static IEnumerable<string> Texts(ProblemReading reading) =>
    [
        reading.Question, reading.Reference ?? "", .. reading.Answers,
        .. reading.Attempts.SelectMany(attempt => attempt.Steps.Concat(attempt.Proposals.SelectMany(
            proposal => proposal.Continuations.Select(sample => sample.Text ?? "").Append(proposal.Content ?? "")))),
        .. reading.Samples.Select(sample => sample.Text ?? ""),
    ];
}
