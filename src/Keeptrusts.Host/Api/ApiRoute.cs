using Keeptrusts.Host.ControlPlane.Access;

namespace Keeptrusts.Host.Api;

/// <summary>One endpoint of the control API: a line of the table of role × endpoint.</summary>
/// <param name="Method">GET, POST, PUT or DELETE.</param>
/// <param name="Path">The route's pattern, such as <c>/v1/tokens/{reference}</c>.</param>
/// <param name="Permission">What the caller's role must grant; which objects they see is the service's business.</param>
/// <param name="Summary">What it does, for the OpenAPI document.</param>
/// <param name="Handle">Does it.</param>
internal sealed record ApiRoute(string Method, string Path, Permission Permission, string Summary, Func<HttpContext, Principal, Task> Handle)
{
    /// <summary>The body it takes, if it takes one.</summary>
    public Type? Body { get; init; }

    /// <summary>What it answers; <see langword="null"/>: JSON of no fixed shape, or none.</summary>
    public Type? Answer { get; init; }

    /// <summary>Query parameters with what they mean.</summary>
    public IReadOnlyList<(string Name, string Meaning)> Query { get; init; } = [];

    /// <summary>Whether it answers a list in pages; its query then has <c>limit</c> and <c>cursor</c>.</summary>
    public bool Paged { get; init; }

    /// <summary>Whether it gives its list as comma-separated values, too.</summary>
    public bool HasCsv { get; init; }

    /// <summary>
    /// Of a creation: answers, by the id of what was made, whoever asks for it again with the same <c>Idempotency-Key</c>.
    /// Every route with status 201 has one; an answer that showed a key must not show it here.
    /// </summary>
    public Func<HttpContext, Principal, string, Task>? Replay { get; init; }

    /// <summary>Whether the change may be made conditional by <c>If-Match</c>.</summary>
    public bool Conditional { get; init; }

    /// <summary>Most bytes of its body, where that is more than usual.</summary>
    public long? MostBytes { get; init; }

    /// <summary>The status of success.</summary>
    public int Status { get; init; } = StatusCodes.Status200OK;
}
