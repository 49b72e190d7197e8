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

    /// <summary>A span of time such as <c>30m</c>, <c>12h</c>, <c>7d</c> or <c>2w</c>: one to four digits and a unit.</summary>
    Duration,
}
