namespace Keeptrusts.Policy.Detectors.Secrets;

/// <summary>Words by which a value says that it stands for another one.</summary>
internal static class SecretPlaceholders
{
    private static readonly string[] Words =
    [
        "changeme", "change_me", "change-me", "placeholder", "example", "redacted", "replaceme", "replace_me", "replace-with", "replace_with", "your_", "your-", "yourpass",
        "yourkey", "yourtoken", "yoursecret", "yourapi", "xxxx", "****", "dummy", "insert_", "insert-", "todo", "not_set", "notset", "unset", "foobar", "goes-here", "goes_here", "<", "${", "{{",
    ];

    /// <summary>Whether a folded value holds such a word.</summary>
    public static bool In(ReadOnlySpan<char> value)
    {
        foreach (var word in Words)
        {
            if (value.IndexOf(word.AsSpan()) >= 0)
            {
                return true;
            }
        }

        return false;
    }
}
