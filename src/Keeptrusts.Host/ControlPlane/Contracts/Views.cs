using System.Text.Json.Serialization;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.ControlPlane.Contracts;

/// <summary>One page of a list.</summary>
/// <typeparam name="T">What is listed.</typeparam>
/// <param name="Data">The items.</param>
/// <param name="NextCursor">What to pass as <c>cursor</c> for the next page; <see langword="null"/> on the last.</param>
internal sealed record Page<T>(IReadOnlyList<T> Data, string? NextCursor = null);

/// <summary>A team as the API shows it.</summary>
/// <param name="Id">What people type.</param>
/// <param name="Name">The full name.</param>
/// <param name="Configuration">The configuration that governs its keys; <see langword="null"/>: the gateway's.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="AllowedTemplates">The templates that its members may take keys from; <see langword="null"/>: any that the gateway allows.</param>
internal sealed record TeamView(string Id, string Name, string? Configuration, DateTimeOffset CreatedAt, IReadOnlyList<string>? AllowedTemplates = null)
{
    public static TeamView Of(Team team) => new(team.Id, team.Name, team.Configuration, team.CreatedAt, team.AllowedTemplates);
}

/// <summary>Body of <c>POST /v1/teams</c>: an id, or a name to make one from.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record NewTeam(string? Id, string? Name);

/// <summary>Who the caller is.</summary>
/// <param name="Id">The token's id.</param>
/// <param name="Name">Its name.</param>
/// <param name="TeamId">The team it belongs to; <see langword="null"/>: the whole organisation.</param>
/// <param name="Roles">What it may do now.</param>
/// <param name="User">Whose token it is.</param>
internal sealed record WhoAmI(string Id, string Name, string? TeamId, IReadOnlyList<string> Roles, string? User = null);

/// <summary>A refusal after RFC 9457.</summary>
/// <param name="Type">Always <c>about:blank</c>: the status says the kind.</param>
/// <param name="Title">The status in words.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Detail">What is wrong and what to do.</param>
internal sealed record ProblemView(string Type, string Title, int Status, string Detail);
