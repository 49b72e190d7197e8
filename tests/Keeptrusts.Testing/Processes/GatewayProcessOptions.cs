namespace Keeptrusts.Testing.Processes;

/// <summary>How a <see cref="GatewayProcess"/> is started.</summary>
public sealed record GatewayProcessOptions
{
    /// <summary>The policy document; <see langword="null"/>: none is given and the host makes its own.</summary>
    public string? Policy { get; init; }

    /// <summary>Environment variables of the host, on top of the test's own without its keys.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    /// <summary>The folder to work in, which keeps its data over restarts; <see langword="null"/>: a new one, deleted at the end.</summary>
    public string? Folder { get; init; }

    /// <summary>What runs instead of <c>up</c>, such as <c>gateway run</c>: then there is no control plane of its own.</summary>
    public IReadOnlyList<string>? Command { get; init; }

    /// <summary>Further arguments of <c>kt up</c>.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Data plane and control plane ports; <see langword="null"/>: free ones.</summary>
    public (int Gateway, int Control)? Ports { get; init; }

    /// <summary>The host's assembly (<c>kt.dll</c>) of another build; <see langword="null"/>: the one beside the running tests.</summary>
    public string? Host { get; init; }
}
