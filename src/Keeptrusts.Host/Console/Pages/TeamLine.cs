namespace Keeptrusts.Host.Console.Pages;

/// <summary>One team as a line of a table.</summary>
internal sealed record TeamLine(string Id, string Name, int Members, int Keys, string? Configuration, IReadOnlyList<string>? Templates, DateTimeOffset CreatedAt);
