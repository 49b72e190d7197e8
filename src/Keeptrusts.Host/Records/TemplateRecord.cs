namespace Keeptrusts.Host.Records;

/// <summary>A template of this organisation's own; those that ship are not stored.</summary>
internal sealed class TemplateRecord
{
    public required string Name { get; init; }

    public required string Document { get; set; }

    /// <summary>Who changed it last.</summary>
    public required string Author { get; set; }

    public required DateTimeOffset UpdatedAt { get; set; }
}
