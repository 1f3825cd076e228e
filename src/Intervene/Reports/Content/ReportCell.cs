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

    /// <summary>A share in 0 … 1 with its interval.</summary>
    public sealed record Share(Estimate Value) : ReportCell
    {
        /// <inheritdoc/>
        public override string Display => ReportFormat.Share(Value);
    }
}
