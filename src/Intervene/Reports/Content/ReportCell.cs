namespace Intervene.Reports.Content;

/// <summary>A cell of a table: it knows how readers and how programs see it.</summary>
public abstract record ReportCell
{
    private ReportCell()
    {
    }

    /// <summary>The cell for readers.</summary>
    public abstract string Display { get; }

    /// <summary>Whether the cell is a number, and stands to the right.</summary>
    public virtual bool IsNumber => true;

    /// <summary>Plain text.</summary>
    public sealed record Words(string Value) : ReportCell
    {
        /// <inheritdoc/>
        public override string Display => Value;

        /// <inheritdoc/>
        public override bool IsNumber => false;
    }

    /// <summary>A count.</summary>
    public sealed record Count(long Value) : ReportCell
    {
        /// <inheritdoc/>
        public override string Display => ReportFormat.Count(Value);
    }

    /// <summary>A duration in seconds.</summary>
    public sealed record Seconds(double Value) : ReportCell
    {
        /// <inheritdoc/>
        public override string Display => ReportFormat.Duration(Value);
    }

    /// <summary>A p-value.</summary>
    public sealed record Probability(double Value) : ReportCell
    {
        /// <inheritdoc/>
        public override string Display => ReportFormat.Probability(Value);
    }

    /// <summary>A number with its interval.</summary>
    public abstract record Measured(Estimate Value) : ReportCell
    {
        /// <summary>The number for readers.</summary>
        public abstract string Number { get; }

        /// <summary>The interval for readers; empty where there is none.</summary>
        public abstract string Interval { get; }

        /// <inheritdoc/>
        public override string Display => Value.HasInterval && double.IsFinite(Value.Value) ? $"{Number} {Interval}" : Number;
    }

    /// <summary>A share in 0 … 1, or a difference of two, with its interval.</summary>
    public sealed record Share(Estimate Value) : Measured(Value)
    {
        /// <inheritdoc/>
        public override string Number => ReportFormat.Percent(Value.Value);

        /// <inheritdoc/>
        public override string Interval => ReportFormat.Interval(Value);
    }

    /// <summary>A share in hundredths with two decimals and no sign, as papers write scores, with its interval.</summary>
    public sealed record Score(Estimate Value) : Measured(Value)
    {
        /// <inheritdoc/>
        public override string Number => ReportFormat.Score(Value.Value);

        /// <inheritdoc/>
        public override string Interval => Value.HasInterval ? $"[{ReportFormat.Score(Value.Low)}, {ReportFormat.Score(Value.High)}]" : "";
    }

    /// <summary>A mean count, e.g. of tokens, with its interval.</summary>
    public sealed record Quantity(Estimate Value) : Measured(Value)
    {
        /// <inheritdoc/>
        public override string Number => ReportFormat.Quantity(Value.Value);

        /// <inheritdoc/>
        public override string Interval => Value.HasInterval ? $"[{ReportFormat.Quantity(Value.Low)}, {ReportFormat.Quantity(Value.High)}]" : "";
    }

    /// <summary>A mean negative log-likelihood in nats, which may be near 0, with its interval.</summary>
    public sealed record Nats(Estimate Value) : Measured(Value)
    {
        /// <inheritdoc/>
        public override string Number => ReportFormat.Nats(Value.Value);

        /// <inheritdoc/>
        public override string Interval => Value.HasInterval ? $"[{ReportFormat.Nats(Value.Low)}, {ReportFormat.Nats(Value.High)}]" : "";
    }
}
