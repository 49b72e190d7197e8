using Keeptrusts.Gateway.Middleware.Ports;
using Keeptrusts.Host.Api;
using Keeptrusts.Host.ControlPlane.Chat;
using Keeptrusts.Host.ControlPlane.Gateways;
using Keeptrusts.Host.ControlPlane.Knowledge;
using Keeptrusts.Host.Runtime;
using Keeptrusts.Host.Runtime.Documents;
using Keeptrusts.Host.Storage;

namespace Keeptrusts.Host.Composition;

/// <summary>The workbench: conversations, what they call with, and the documents that they draw on.</summary>
/// <param name="database">Where they are kept.</param>
/// <param name="keys">What the console calls with.</param>
/// <param name="addresses">Where the gateway is.</param>
internal sealed class ChatServices(ControlDatabase database, ConsoleKeys keys, PlaneAddresses addresses)
{
    private IPolicyPreview? _preview;

    /// <summary>For the gateway: the keys that it knows.</summary>
    public IKeyStore Keys => keys;

    /// <summary>Says whose policies these are, once there is a gateway.</summary>
    public void Serve(IPolicyPreview preview) => _preview = preview;

    /// <summary>What the control plane needs of it.</summary>
    public void AddTo(IServiceCollection services) => services
        .AddSingleton<IConversationStore>(new ConversationStore(database))
        .AddSingleton<IConsoleKeys>(keys)
        .AddSingleton<IPolicyPreview>(_ => _preview!)
        .AddSingleton<IGovernedCalls>(_ => new GovernedCalls(addresses))
        .AddSingleton<IKnowledgeStore>(new KnowledgeStore(database))
        .AddSingleton<IDocumentReader>(services => new ProcessDocumentReader(services.GetRequiredService<TimeProvider>()))
        .AddSingleton<KnowledgeService>()
        .AddSingleton<ConversationService>()
        .AddSingleton<ChatSeats>()
        .AddSingleton<ChatTrace>()
        .AddSingleton<IApiRoutes, ConversationEndpoints>()
        .AddSingleton<IApiRoutes, DocumentEndpoints>();
}
