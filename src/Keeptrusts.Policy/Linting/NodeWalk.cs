using Keeptrusts.Policy.Documents;

namespace Keeptrusts.Policy.Linting;

/// <summary>Walks a tree with its own stack: documents may be nested deeply, and an alias may lead to one node many times.</summary>
internal static class NodeWalk
{
    /// <summary>Every value without parts, once, with its place in the structure and the key that it belongs to.</summary>
    /// <param name="root">Where to start.</param>
    /// <param name="path">Its place in the structure.</param>
    public static IEnumerable<(ScalarNode Node, string Path, string Key)> Scalars(DocumentNode root, string path)
    {
        var seen = new HashSet<DocumentNode>();
        var open = new Stack<(DocumentNode Node, string Path, string Key)>();
        open.Push((root, path, path));
        while (open.Count > 0)
        {
            var (node, at, key) = open.Pop();
            if (!seen.Add(node))
            {
                continue;
            }

            switch (node)
            {
                case ScalarNode scalar:
                    yield return (scalar, at, key);
                    break;
                case MapNode map:
                    foreach (var entry in map.Entries)
                    {
                        open.Push((entry.Value, DocumentPath.Key(at, entry.Key), entry.Key));
                    }

                    break;
                case ListNode list:
                    for (var i = 0; i < list.Items.Count; i++)
                    {
                        open.Push((list.Items[i], DocumentPath.Index(at, i), key));
                    }

                    break;
            }
        }
    }
}
