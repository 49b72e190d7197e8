namespace Keeptrusts.Policy.Schema;

/// <summary>What a text has to look like.</summary>
internal enum TextForm
{
    /// <summary>Any text that is not blank.</summary>
    Any,

    /// <summary>Any text, blank too.</summary>
    Blank,

    /// <summary>An absolute http or https address.</summary>
    HttpUrl,

    /// <summary>A calendar date, <c>yyyy-MM-dd</c>.</summary>
    Date,

    /// <summary>An identifier.</summary>
    Name,

    /// <summary>The name of an environment variable.</summary>
    Variable,
}
