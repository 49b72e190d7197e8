namespace Keeptrusts.Host.ControlPlane.Chat;

/// <summary>A conversation as a list shows it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Title">Its title, readable.</param>
/// <param name="TeamId">The team that its calls were made for last.</param>
/// <param name="CreatedAt">When it began.</param>
/// <param name="UpdatedAt">When something was said last.</param>
public sealed record ConversationSummary(string Id, string Title, string TeamId, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);
