namespace Keeptrusts.Injection.Training;

/// <summary>The one command's work.</summary>
internal static class Training
{
    /// <summary>The embedded table: the model for users' texts, then the one for untrusted texts.</summary>
    public static byte[] Tables(string folder)
    {
        var corpus = new Corpus(folder);
        return [.. new CrossValidation(corpus.User, untrusted: false).Table, .. new CrossValidation(corpus.Untrusted, untrusted: true).Table];
    }
}
