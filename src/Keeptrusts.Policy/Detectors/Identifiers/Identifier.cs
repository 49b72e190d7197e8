namespace Keeptrusts.Policy.Detectors.Identifiers;

/// <summary>An identifier as data. Patterns see folded text: ASCII letters are lower case.</summary>
internal sealed record Identifier
{
    // No character is in this class.
    private const string Nothing = "[^\\u0000-\\uffff]";

    /// <summary>The entity's name.</summary>
    public required string Name { get; init; }

    /// <summary>The form that is found anywhere; none by default.</summary>
    public string Pattern { get; init; } = Nothing;

    /// <summary>Further forms, found only in context.</summary>
    public string? ContextPattern { get; init; }

    /// <summary>Context words, separated by spaces, of which one suffices.</summary>
    public string Words { get; init; } = "";

    /// <summary>Context words that say it only together with one of <see cref="With"/>, in either order.</summary>
    public string Either { get; init; } = "";

    /// <summary>The other words of <see cref="Either"/>.</summary>
    public string With { get; init; } = "";

    /// <summary>Context words of scripts that are written without spaces, or whose letters make no words here.</summary>
    public string Phrases { get; init; } = "";

    /// <summary>How many words back a context word may stand.</summary>
    public int Reach { get; init; } = ContextWords.Reach;

    public Capitals Capitals { get; init; }

    /// <summary>Checks what the patterns cannot; none by default.</summary>
    public ValueCheck? Check { get; init; }

    /// <summary>Checks a value in context; <see cref="Check"/> by default.</summary>
    public ValueCheck? ContextCheck { get; init; }

    public required EntityInfo Info { get; init; }

    /// <summary>Whether there is a form that is found without context.</summary>
    public bool StandsAlone => Pattern != Nothing;
}
