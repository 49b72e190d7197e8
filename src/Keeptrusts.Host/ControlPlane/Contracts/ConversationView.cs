using System.Text.Json.Serialization;
using Keeptrusts.Host.ControlPlane.Chat;

namespace Keeptrusts.Host.ControlPlane.Contracts;

/// <summary>A conversation with what was said, as its user sees it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Title">Its title.</param>
/// <param name="TeamId">The team that its calls were made for last.</param>
/// <param name="CreatedAt">When it began.</param>
/// <param name="UpdatedAt">When something was said last.</param>
/// <param name="Turns">Questions with their answers, in order.</param>
internal sealed record ConversationView(string Id, string Title, string TeamId, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, IReadOnlyList<ChatTurn> Turns)
{
    public static ConversationView Of(ConversationSummary c, IReadOnlyList<ChatTurn> turns) => new(c.Id, c.Title, c.TeamId, c.CreatedAt, c.UpdatedAt, turns);
}

/// <summary>Body of <c>PUT /v1/conversations/{id}</c>.</summary>
/// <param name="Title">What it is called from now on.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ConversationWish(string? Title);
