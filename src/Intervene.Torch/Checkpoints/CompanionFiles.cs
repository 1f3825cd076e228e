using Intervene.Files;
using Intervene.Models;

namespace Intervene.Torch.Checkpoints;

/// <summary>The files of a model directory besides config and weights.</summary>
internal static class CompanionFiles
{
    /// <summary>Copies those that exist byte for byte, with the folder of additional chat templates.</summary>
    public static void Copy(string source, string target)
    {
        foreach (var name in ModelFiles.Companions.Where(name => File.Exists(Path.Combine(source, name))))
        {
            CopyBytes(Path.Combine(source, name), Path.Combine(target, name));
        }

        var templates = Path.Combine(source, ModelFiles.TemplateFolder);
        if (Directory.Exists(templates))
        {
            var copies = Directory.CreateDirectory(Path.Combine(target, ModelFiles.TemplateFolder));
            foreach (var file in Directory.EnumerateFiles(templates, "*.jinja"))
            {
                CopyBytes(file, Path.Combine(copies.FullName, Path.GetFileName(file)));
            }
        }
    }

    /// <summary>Copies the content alone: a copy of a read-only file can be changed.</summary>
    public static void CopyBytes(string source, string target)
    {
        using var from = InputFile.Open(source);
        using var to = File.Create(target);
        from.CopyTo(to);
    }
}
