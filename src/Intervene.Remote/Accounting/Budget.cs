using Intervene.Files;
using Intervene.Remote.Transport;

namespace Intervene.Remote.Accounting;

/// <summary>
/// Counts what an oracle spends and stops it at its limits. The count is kept in a file beside the cache, so that a run that goes on does not start
/// at nothing. What is in flight when a limit is reached is still paid: at most as many requests as run at a time.
/// </summary>
public sealed class Budget : IDisposable
{
    private readonly BudgetLimits _limits;
    private readonly JsonLinesWriter<Spending>? _ledger;
    private readonly Lock _lock = new();
    private Spending _spent = new() { Dollars = 0 };

    /// <summary>Makes a budget.</summary>
    /// <param name="limits">The limits.</param>
    /// <param name="ledger">The file of what was spent, appended to; null keeps the count in memory.</param>
    /// <exception cref="InterveneException">The file cannot be read or written.</exception>
    public Budget(BudgetLimits limits, string? ledger)
    {
        _limits = limits;
        if (ledger is not null)
        {
            _ledger = JsonLinesWriter<Spending>.Open(ledger);
            foreach (var line in JsonLines.Read<Spending>(ledger))
            {
                Sum(line);
            }
        }
    }

    /// <summary>What was spent so far, in this run of the program and before.</summary>
    public Spending Spent
    {
        get
        {
            lock (_lock)
            {
                return _spent;
            }
        }
    }

    /// <summary>Why nothing more may be spent; null where something may.</summary>
    public string? Exhausted
    {
        get
        {
            var spent = Spent;
            return spent.Calls >= _limits.Calls ? $"{spent.Calls} of {_limits.Calls} calls"
                : spent.Tokens >= _limits.Tokens ? $"{spent.Tokens} of {_limits.Tokens} tokens"
                : spent.Dollars >= _limits.Dollars ? $"{spent.Dollars:0.######} of {_limits.Dollars} dollars"
                : null;
        }
    }

    /// <summary>Counts a try that begins.</summary>
    /// <exception cref="ServerFault">The budget is used up.</exception>
    public void BeginTry()
    {
        lock (_lock)
        {
            if (Exhausted is { } used)
            {
                throw new ServerFault(FaultKind.Money,
                    $"the oracle's budget is used up: {used}. Raise budget and start the same command again to go on from here.");
            }

            Add(new() { Calls = 1, Dollars = 0 });
        }
    }

    /// <summary>Counts what a reply cost.</summary>
    public void Add(Spending spending)
    {
        lock (_lock)
        {
            _ledger?.Append(spending);
            Sum(spending);
        }
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => _ledger?.Dispose();

    private void Sum(Spending line) => _spent = _spent with
    {
        Calls = _spent.Calls + line.Calls,
        Tokens = _spent.Tokens + line.Tokens,
        Dollars = _spent.Dollars + (line.Dollars ?? 0),
        Estimated = _spent.Estimated || line.Estimated,
    };
}
