using System.Diagnostics;
using System.Globalization;
using Intervene.Fuzzing;
using Intervene.Fuzzing.Targets;

const int progressEvery = 10_000;
var names = AllTargets.Names.ToArray();
if (args.Length == 0 || !(args[0] == "all" || names.Contains(args[0], StringComparer.Ordinal))
    || !Number("--count", 100_000, out var count) || !Number("--seed", 1, out var seed))
{
    Console.Error.WriteLine($"usage: Intervene.Fuzzing all|{string.Join('|', names)} [--count N] [--seed S]");
    return 2;
}

var failures = 0;
using var targets = new AllTargets();
foreach (var target in targets.All.Where(target => args[0] == "all" || target.Name == args[0]))
{
    var watch = Stopwatch.StartNew();
    var result = Fuzzer.Run(target, seed, (int)count, tried =>
    {
        if (tried % progressEvery == 0)
        {
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{target.Name}: {tried} of {count}"));
        }
    });
    failures += result.Failures.Count;
    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"{result}\n  {count} inputs from seed {seed} in {watch.Elapsed.TotalSeconds:F0} s"));
}

return failures == 0 ? 0 : 1;

bool Number(string name, long fallback, out long value)
{
    value = fallback;
    var at = Array.IndexOf(args, name);
    return at < 0 || (at + 1 < args.Length && long.TryParse(args[at + 1], NumberStyles.None, CultureInfo.InvariantCulture, out value));
}
