namespace Keeptrusts.Policy.Evaluation;

/// <summary>How the characters of a text write a value.</summary>
internal enum ValueForm
{
    /// <summary>As it is.</summary>
    Plain,

    /// <summary>Inside a JSON string, escaped.</summary>
    JsonString,

    /// <summary>As a JSON number, which becomes a string when any of it is replaced.</summary>
    JsonNumber,
}
