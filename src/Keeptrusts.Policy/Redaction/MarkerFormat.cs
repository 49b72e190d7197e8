namespace Keeptrusts.Policy.Redaction;

/// <summary>What stands in place of a redacted value (<c>redaction.marker_format</c>).</summary>
internal enum MarkerFormat
{
    /// <summary>The entity's name: <c>[EMAIL_ADDRESS]</c>, or a marker of the policy's own.</summary>
    Label,

    /// <summary>The name and a number, the same for the same value of one channel: <c>[EMAIL_ADDRESS_1]</c>.</summary>
    Numbered,

    /// <summary>Asterisks.</summary>
    Mask,

    /// <summary>Asterisks and the last characters: <c>****1111</c>.</summary>
    Partial,

    /// <summary>The name and a keyed hash of the value: <c>[EMAIL_ADDRESS:1f3a5c7e9b0d]</c>.</summary>
    Hash,

    /// <summary>A placeholder that is turned back in the answer: <c>[EMAIL_ADDRESS_1_k3f9xw]</c>.</summary>
    Token,
}
