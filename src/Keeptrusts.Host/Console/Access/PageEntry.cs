using Keeptrusts.Host.ControlPlane.Access;

namespace Keeptrusts.Host.Console.Access;

/// <summary>One page of the console: a line of the table of role × page.</summary>
/// <param name="Component">The page.</param>
/// <param name="Path">Where it is.</param>
/// <param name="Title">What it is called in the navigation and in the browser's title.</param>
/// <param name="Needs">What the role must grant to see it; <see langword="null"/>: it is for people who are not signed in.</param>
internal sealed record PageEntry(Type Component, string Path, string Title, Permission? Needs)
{
    /// <summary>The heading under which the navigation lists it; <see langword="null"/>: it is not listed.</summary>
    public string? Group { get; init; }

    /// <summary>The letter after <c>g</c> that goes there.</summary>
    public char? Key { get; init; }

    /// <summary>Name of its picture in <c>Icon</c>.</summary>
    public string Icon { get; init; } = "dot";
}
