namespace Keeptrusts.Policy.Redaction;

/// <summary>How the values of one rule are replaced.</summary>
internal sealed record MarkerForm
{
    /// <summary>The rule's marker as it is.</summary>
    public static MarkerForm Label { get; } = new();

    public MarkerFormat Format { get; init; }

    /// <summary>For masks: as many asterisks as the value has UTF-16 code units, instead of four.</summary>
    public bool PreserveLength { get; init; }

    /// <summary>For hashes: where the key is (<c>env</c> or <c>store</c>) and its name.</summary>
    public (string Source, string Name)? HashKey { get; init; }

    /// <summary>For tokens: whether they are turned back in what the model says.</summary>
    public bool RestoresInContent { get; init; } = true;

    /// <summary>For tokens: whether they are turned back in the arguments of tool calls.</summary>
    public bool RestoresInTools { get; init; }
}
