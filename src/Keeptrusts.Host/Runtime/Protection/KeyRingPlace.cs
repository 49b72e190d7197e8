namespace Keeptrusts.Host.Runtime.Protection;

/// <summary>Where the key ring is that encrypts what is stored.</summary>
/// <param name="Kind">Which sort of place.</param>
/// <param name="Folder">The folder; <see langword="null"/> where it is in the database.</param>
internal sealed record KeyRingPlace(KeyRingKind Kind, string? Folder)
{
    /// <summary>Outside the data folder, so that a copy of the data alone is not readable; where this user has no place of their own, inside it.</summary>
    /// <param name="environment">Finds an environment variable.</param>
    /// <param name="dataFolder">The data folder.</param>
    /// <param name="installation">Tells the rings of several data folders apart.</param>
    public static KeyRingPlace Of(Func<string, string?> environment, string dataFolder, string installation)
    {
        if (Home(environment) is { } home)
        {
            var folder = Path.Combine(home, "keeptrusts", installation);
            if (Directory.Exists(folder) || CanMake(folder))
            {
                return new(KeyRingKind.Outside, folder);
            }
        }

        return new(KeyRingKind.DataFolder, Path.Combine(dataFolder, "keys"));
    }

    private static string? Home(Func<string, string?> environment) =>
        environment("XDG_DATA_HOME") is { Length: > 0 } data ? data
        : OperatingSystem.IsWindows() ? environment("LOCALAPPDATA")
        : environment("HOME") is { Length: > 0 } home ? Path.Combine(home, ".local", "share")
        : null;

    // The nearest folder that is there tells, so that nothing is made before there is anything to encrypt.
    private static bool CanMake(string folder)
    {
        var parent = Path.GetDirectoryName(folder);
        while (parent is not null && !Directory.Exists(parent))
        {
            parent = Path.GetDirectoryName(parent);
        }

        try
        {
            if (parent is null)
            {
                return false;
            }

            using var probe = new FileStream(Path.Combine(parent, Path.GetRandomFileName()), FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
