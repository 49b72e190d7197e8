namespace Keeptrusts.Host.Records;

/// <summary>What can change of that which the planes keep in memory.</summary>
internal static class ChangeTopics
{
    public const string Token = "token";
    public const string Team = "team";
    public const string User = "user";
    public const string Gateway = "gateway";
    public const string Configuration = "configuration";
    public const string Template = "template";
    public const string Budget = "budget";
    public const string Price = "price";
    public const string Secret = "secret";

    /// <summary>Open calls of a key have to end; the object is the key's id.</summary>
    public const string Cut = "cut";

    /// <summary>Events have come in.</summary>
    public const string Events = "events";
}
