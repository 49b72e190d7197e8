namespace Keeptrusts.Host.Records;

/// <summary>A secret that targets name by <c>secret_key_ref: { store: name }</c>, encrypted.</summary>
internal sealed class Secret
{
    public required string Name { get; init; }

    public required byte[] Ciphertext { get; set; }

    /// <summary>The hosts it may be sent to; an administrator sets them.</summary>
    public required IReadOnlyList<string> AllowedHosts { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; set; }
}
