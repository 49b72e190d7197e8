using System.Globalization;

namespace Keeptrusts.Policy.Kinds.AgentFirewall;

/// <summary>One step of a path.</summary>
/// <param name="Name">A member's name; <see langword="null"/> for items.</param>
/// <param name="Index">An item's number; <see langword="null"/> with no name: every item.</param>
internal sealed record PathStep(string? Name, int? Index);

/// <summary>The part of JSON path that argument rules take: <c>$</c>, <c>.name</c>, <c>['name']</c>, <c>[0]</c>, <c>[*]</c>.</summary>
/// <param name="Steps">From the root.</param>
internal sealed record JsonPath(IReadOnlyList<PathStep> Steps)
{
    /// <returns>The path, or what is wrong with it.</returns>
    public static (JsonPath? Path, string? Trouble) Parse(string text)
    {
        if (text.Length == 0 || text[0] != '$')
        {
            return (null, "it must begin with `$`");
        }

        var steps = new List<PathStep>();
        for (var at = 1; at < text.Length;)
        {
            var end = text[at] switch
            {
                '.' => Next(text, at + 1),
                '[' => text.IndexOf(']', at) + 1,
                _ => 0,
            };
            if (end <= at + 1 || Step(text.Substring(at, end - at)) is not { } step)
            {
                return (null, string.Format(CultureInfo.InvariantCulture, "nothing is known for `{0}`", text.Substring(at)));
            }

            steps.Add(step);
            at = end;
        }

        return (new JsonPath(steps), null);
    }

    private static int Next(string text, int from)
    {
        var end = text.IndexOfAny(['.', '['], from);
        return end < 0 ? text.Length : end;
    }

    private static PathStep? Step(string text)
    {
        if (text[0] == '.')
        {
            var name = text.Substring(1);
            return name == "*" || name.Any(c => c is '"' or '\'' or '?' or '(' or ')' or '@' || char.IsWhiteSpace(c)) ? null : new PathStep(name, null);
        }

        var inner = text.Substring(1, text.Length - 2);
        if (inner == "*")
        {
            return new PathStep(null, null);
        }

        if (inner.Length > 2 && inner[0] is '\'' or '"' && inner[inner.Length - 1] == inner[0])
        {
            return new PathStep(inner.Substring(1, inner.Length - 2), null);
        }

        return int.TryParse(inner, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? new PathStep(null, index) : null;
    }
}
