using Intervene.Models;

namespace Intervene.Torch.Checkpoints;

/// <summary>The files of a model directory besides config and weights.</summary>
internal static class CompanionFiles
{
    private static readonly string[] Names =
    [
        ModelConfigReader.GenerationFileName, "tokenizer.json", "tokenizer_config.json", "special_tokens_map.json", "added_tokens.json", "vocab.json", "merges.txt",
        "tokenizer.model", "chat_template.jinja", "chat_template.json", "LICENSE", "LICENSE.txt", "LICENSE.md", "NOTICE",
    ];

    /// <summary>Copies those that exist byte for byte, with the folder of additional chat templates.</summary>
    public static void Copy(string source, string target)
    {
        foreach (var name in Names.Where(name => File.Exists(Path.Combine(source, name))))
        {
            CopyBytes(Path.Combine(source, name), Path.Combine(target, name));
        }

        var templates = Path.Combine(source, "additional_chat_templates");
        if (Directory.Exists(templates))
        {
            var copies = Directory.CreateDirectory(Path.Combine(target, "additional_chat_templates"));
            foreach (var file in Directory.EnumerateFiles(templates, "*.jinja"))
            {
                CopyBytes(file, Path.Combine(copies.FullName, Path.GetFileName(file)));
            }
        }
    }

    /// <summary>Copies the content alone: a copy of a read-only file can be changed.</summary>
    public static void CopyBytes(string source, string target) => File.WriteAllBytes(target, File.ReadAllBytes(source));
}
