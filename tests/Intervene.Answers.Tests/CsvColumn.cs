using System.Text;

namespace Intervene.Answers.Tests;

/// <summary>Reads one column of a CSV file whose quoted fields may hold line breaks.</summary>
internal static class CsvColumn
{
    public static IEnumerable<string> Read(string path, string column)
    {
        if (!File.Exists(path))
        {
            yield break;
        }

        var at = -1;
        foreach (var row in Rows(File.ReadAllText(path)))
        {
            if (at < 0)
            {
                at = row.IndexOf(column);
            }
            else if (at < row.Count)
            {
                yield return row[at];
            }
        }
    }

    private static IEnumerable<List<string>> Rows(string text)
    {
        List<string> row = [];
        StringBuilder field = new();
        var quoted = false;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (quoted && c == '"' && i + 1 < text.Length && text[i + 1] == '"')
            {
                field.Append(text[++i]);
            }
            else if (c == '"' && (quoted || field.Length == 0))
            {
                quoted = !quoted;
            }
            else if (!quoted && (c is ',' or '\n'))
            {
                row.Add(field.ToString().TrimEnd('\r'));
                field.Clear();
                if (c == '\n')
                {
                    yield return row;
                    row = [];
                }
            }
            else
            {
                field.Append(c);
            }
        }

        if (row.Count > 0)
        {
            row.Add(field.ToString());
            yield return row;
        }
    }
}
