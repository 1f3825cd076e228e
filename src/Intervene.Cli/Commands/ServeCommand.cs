using System.CommandLine;
using Intervene.Models;
using Intervene.Pipeline.Recipes;
using Intervene.Serving.Models;
using Intervene.Text;
using Intervene.Torch.Checkpoints;
using Intervene.Torch.Engine;
using Intervene.Torch.Native;

namespace Intervene.Cli.Commands;

/// <summary><c>intervene serve</c>: a model behind OpenAI's API.</summary>
internal static class ServeCommand
{
    public static Command Create()
    {
        var model = new Argument<string>("MODEL") { Description = "A Hugging Face model directory." };
        var server = new ServeOptions(timeoutSeconds: 600);
        var name = new Option<string?>("--served-model-name") { Description = "What clients call the model; else the directory's name." };
        var rows = new Option<int>("--max-rows") { Description = "Completions decoded together, at most.", DefaultValueFactory = _ => 256 };
        var waiting =
            new Option<int>("--max-waiting")
            {
                Description = "Completions that may wait for a row; what comes above gets status "
                + "429.",
                DefaultValueFactory = _ => 1024
            };
        var seed = new Option<long>("--seed") { Description = "Seeds the requests that bring no seed of their own." };
        var command =
            new Command("serve", "Serve a model over OpenAI's API: completions, chats, streams, tokens.") { model, name, rows, waiting, seed };
        foreach (var option in server.All)
        {
            command.Options.Add(option);
        }

        command.SetAction(async (parsed, _) =>
        {
            var options = server.Read(parsed);
            var (most, line) = (ServeOptions.Within(parsed, rows, 1, 65_536), ServeOptions.Within(parsed, waiting, 0, 1_000_000));
            var directory = Bundled.Find(parsed.GetValue(model)!);
            var tokenizer = Tokenizer.Load(directory);
            NativeTorch.Load();
            using var weights = ModelDirectory.Load(directory);
            using var engine = new Torch.Engine.LocalEngine(
                weights, ModelFiles.Fingerprint(directory)[..12],
                new LocalEngineOptions { MaxRows = most, KeepsPrompts = true, TokenBytes = id => tokenizer.TokenBytes(id).ToArray() });
            var called = parsed.GetValue(name) ?? Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory)));
            var served = new ServedModel(called, directory, engine, weights.Config);
            await using var running =
                await ModelServer.StartAsync(options, served, most + line, parsed.GetValue(seed), Console.Error.WriteLine).ConfigureAwait(false);
            Console.Out.WriteLine($"listening on {running.Url.ToString().TrimEnd('/')}");
            await running.WaitAsync().ConfigureAwait(false);
            return 0;
        });
        return command;
    }
}
