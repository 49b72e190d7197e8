using Keeptrusts.Policy.Kinds;

namespace Keeptrusts.Policy;

/// <summary>What a program brings to the documents that it reads.</summary>
public sealed record PolicyOptions
{
    /// <summary>The defaults: built-in kinds, no files.</summary>
    public static PolicyOptions Default { get; } = new();

    /// <summary>Kinds beside the built-in ones; none by default.</summary>
    public IReadOnlyList<PolicyKind> Kinds { get; init; } = [];

    /// <summary>
    /// Reads a file that the document names, such as a kind's schema file, by the path as written: gives its text, or <see langword="null"/> where
    /// there is no such file. Without a reader no file is read: declared kinds are then checked by their class, or by their common fields alone.
    /// </summary>
    public Func<string, string?>? ReadFile { get; init; }

    /// <summary>
    /// Whether the place of deployment has a variable, by its name: the environment, or a file that lists it. A secret's name that neither the document
    /// declares nor this knows is then an error (KT1001). Without it, one that the document does not declare is a warning (KT1010).
    /// </summary>
    public Func<string, bool>? HasVariable { get; init; }

    /// <summary>
    /// The hosts to which a secret of the store may be sent, by its name: names as in a URL, or <c>*.example.com</c>; <see langword="null"/> where they are not
    /// known. A target at another host is then an error (KT1011). Without it nothing is said about hosts.
    /// </summary>
    public Func<string, IReadOnlyList<string>?>? AllowedHosts { get; init; }

    /// <summary>
    /// Whether the program has a price beside the document's own and the built-in table, by target id, provider and model. A model listed by name without any
    /// price is an error under a hard cap (KT2005).
    /// </summary>
    public Func<string, string, string, bool>? HasPrice { get; init; }

    /// <summary>The deployment environment that lint judges for, such as <c>prod</c>; <see langword="null"/>: every one.</summary>
    public string? Environment { get; init; }

    /// <summary>The day on which lint judges exceptions; <see langword="null"/>: today, by UTC.</summary>
    public DateTime? Today { get; init; }

#pragma warning disable RS0030 // The older framework, by which analyzers run, has no TimeProvider; who needs another day sets Today.
    /// <summary>The day on which lint judges exceptions.</summary>
    internal DateTime Day => Today ?? DateTime.UtcNow.Date;
#pragma warning restore RS0030

    /// <summary>Whether lint shows what the document suppresses or lowers, too. False by default.</summary>
    public bool NoIgnores { get; init; }

    /// <summary>
    /// Whether the document was accepted before and is only loaded again, as after a restart. An exception that ends, or a rule that is new, must not stop what
    /// is in force: errors with which a plan can be made are then warnings. False by default.
    /// </summary>
    public bool WasAccepted { get; init; }

    /// <summary>A reader of files below and beside a folder, for documents that the program's own user wrote.</summary>
    /// <param name="folder">The document's folder.</param>
    /// <returns>A function for <see cref="ReadFile"/>. It gives <see langword="null"/> for files that are absent, unreadable or above 1 MiB.</returns>
    public static Func<string, string?> FilesOf(string folder) => path => Read(Path.Combine(folder, path));

    private static string? Read(string path)
    {
        const long mostBytes = 1 << 20;
        try
        {
            return File.Exists(path) && new FileInfo(path).Length <= mostBytes ? File.ReadAllText(path) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return null;
        }
    }
}
