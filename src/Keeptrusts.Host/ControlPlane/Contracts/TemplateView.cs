using Keeptrusts.Host.ControlPlane.Templates;
using Keeptrusts.Policy.Templates;

namespace Keeptrusts.Host.ControlPlane.Contracts;

/// <summary>A template as the API shows it.</summary>
internal sealed record TemplateView
{
    public required string Name { get; init; }

    public required string Version { get; init; }

    public required string Description { get; init; }

    /// <summary><c>shipped</c>, <c>file</c> or <c>custom</c>.</summary>
    public required string Origin { get; init; }

    /// <summary>What it enforces, in the chain's order.</summary>
    public required IReadOnlyList<TemplatePolicy> Policies { get; init; }

    public SelfServiceView? SelfService { get; init; }

    /// <summary>The text; only where one template is asked for.</summary>
    public string? Document { get; init; }

    public static TemplateView Of(LiveTemplate live, bool withDocument = false) => new()
    {
        Name = live.Name,
        Version = live.Template.Version,
        Description = live.Template.Description,
        Origin = live.Origin.ToString().ToLowerInvariant(),
        Policies = live.Template.Policies,
        SelfService = live.Template.SelfService is { } rule ? SelfServiceView.Of(rule) : null,
        Document = withDocument ? live.Template.Text : null,
    };
}
