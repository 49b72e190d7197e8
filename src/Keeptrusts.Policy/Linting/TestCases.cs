using Keeptrusts.Policy.Documents;

namespace Keeptrusts.Policy.Linting;

/// <summary>Finds the cases in the section <c>testing</c> or in a file of tests, whichever of its forms is used.</summary>
internal static class TestCases
{
    /// <param name="root">A case, a suite, a list of them, or a mapping with <c>suites</c>.</param>
    /// <param name="path">Its place in the structure.</param>
    /// <param name="suite">The name of the suite in which it stands.</param>
    public static IEnumerable<TestCase> Of(DocumentNode? root, string path, string? suite = null) => root switch
    {
        MapNode map when map.Has("suites") => Of(map.List("suites"), DocumentPath.Key(path, "suites"), suite),
        MapNode map when map.Has("cases") => Of(map.List("cases"), DocumentPath.Key(path, "cases"), map.Text("name") ?? suite),
        MapNode map when map.Map("input") is { } input => [new TestCase(map, path, suite, input, map.Map("expected") ?? MapNode.Empty)],
        ListNode list => list.Items.SelectMany((item, i) => Of(item, DocumentPath.Index(path, i), suite)),
        _ => [],
    };
}

/// <summary>A case as written.</summary>
/// <param name="Node">The whole case.</param>
/// <param name="Path">Its place in the structure.</param>
/// <param name="Suite">The name of its suite.</param>
/// <param name="Input">The call.</param>
/// <param name="Expected">What becomes of it.</param>
internal sealed record TestCase(MapNode Node, string Path, string? Suite, MapNode Input, MapNode Expected);
