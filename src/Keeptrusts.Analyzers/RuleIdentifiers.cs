namespace Keeptrusts.Analyzers;

/// <summary>Ids of the C# rules; never reused.</summary>
internal static class RuleIdentifiers
{
    public const string KeyInSource = "KT6001";
    public const string DirectModelClient = "KT6002";
    public const string DirectHttp = "KT6003";
    public const string UnknownId = "KT6004";
    public const string GatewayWiring = "KT6005";
    public const string UngovernedChatClient = "KT6006";
    public const string DecoratorOrder = "KT6007";
    public const string ContentSink = "KT6008";

    public static string HelpLink(string id) => Policy.Diagnostics.RuleCatalog.HelpUri(id);
}
