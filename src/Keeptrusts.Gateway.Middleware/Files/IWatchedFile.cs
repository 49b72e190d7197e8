namespace Keeptrusts.Gateway.Middleware.Files;

/// <summary>What stands in a file that may change.</summary>
internal interface IWatchedFile
{
    /// <summary>The file's full path.</summary>
    string Path { get; }

    /// <summary>Takes the text that stands there now; the same text again means nothing.</summary>
    Task ChangedAsync(string text);

    /// <summary>Hears that the file could not be read for a while; what was read last stays in force.</summary>
    Task GoneAsync();
}
