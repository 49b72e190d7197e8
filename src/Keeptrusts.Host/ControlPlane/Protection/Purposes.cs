namespace Keeptrusts.Host.ControlPlane.Protection;

/// <summary>What is encrypted, one purpose each.</summary>
internal static class Purposes
{
    public const string Secret = "secret";
    public const string WebhookKey = "webhook-key";
    public const string OrganisationKey = "organisation-key";
    public const string HeldContent = "held-content";

    /// <summary>What was said in a conversation; its id belongs to the purpose, so that no row can be read as another's.</summary>
    public static string Conversation(string id) => $"conversation:{id}";
}
