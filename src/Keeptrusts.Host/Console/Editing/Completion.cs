namespace Keeptrusts.Host.Console.Editing;

/// <summary>What the editor may offer at a place.</summary>
/// <param name="From">The column, counted from 1, from which what was typed is replaced.</param>
/// <param name="Items">What is offered, in order.</param>
public sealed record Completion(int From, IReadOnlyList<CompletionItem> Items)
{
    internal static Completion None { get; } = new(1, []);
}

/// <summary>One thing that can be written.</summary>
/// <param name="Label">What it is called, and what is compared with what was typed.</param>
/// <param name="Kind"><c>key</c>, <c>value</c> or <c>name</c> (of something in this document).</param>
/// <param name="Insert">What is written, as a snippet of the editor.</param>
/// <param name="Detail">A word about it.</param>
/// <param name="About">A sentence about it.</param>
/// <param name="GoesOn">Whether something is to be offered at its end again.</param>
public sealed record CompletionItem(string Label, string Kind, string Insert, string? Detail = null, string? About = null, bool GoesOn = false);
