using Keeptrusts.Host.ControlPlane;
using Keeptrusts.Host.ControlPlane.Budgets;
using Keeptrusts.Host.ControlPlane.Configurations;
using Keeptrusts.Host.ControlPlane.Gateways;
using Keeptrusts.Host.ControlPlane.Secrets;
using Keeptrusts.Host.ControlPlane.Templates;
using Keeptrusts.Host.Runtime;
using Keeptrusts.Host.Storage;

namespace Keeptrusts.Host.Composition;

/// <summary>Everything about what governs calls: documents, templates, gateways.</summary>
internal sealed class ConfigurationServices
{
    public ConfigurationServices(
        ControlDatabase database, ConfigurationSnapshot live, TokenSnapshot tokens, SecretCheck secrets, EnvironmentAllowList allowed, IPriceDirectory prices, IReadOnlyList<LiveTemplate> files, AuditTrail audit, TimeProvider time, Func<string, string?> environment)
    {
        var gate = new ChangeGate();
        var directory = new GatewayDirectory();
        var gatewayStore = new GatewayStore(database);
        Directory = directory;
        Store = new(database);
        Library = new();
        Linted = new();
        Checker = new(environment, secrets, allowed, prices);
        Derived = new(Store, directory, Library, tokens, Checker, audit, time);
        Templates = new(new TemplateStore(database), Library, files, Derived, live, gate, audit, time);
        Gateways = new(gatewayStore, directory, Store, Derived, Library, live, gate, audit, time);
        Loader = new(Store, gatewayStore, directory, Templates, Library, Derived, Checker, live, gate);
        var publisher = new ConfigurationPublisher(Store, live, Derived, Linted, gate, audit, time);
        Deployment = new(Store, publisher, Derived, Checker);
        Editor = new(Store, publisher, Derived, Checker, Library, directory, Linted);
    }

    public ConfigurationStore Store { get; }

    /// <summary>The gateways in memory.</summary>
    public GatewayDirectory Directory { get; }

    /// <summary>The templates there are; their rules of self-service too.</summary>
    public TemplateLibrary Library { get; }

    public LintMemory Linted { get; }

    public DocumentChecker Checker { get; }

    public DerivedConfigurations Derived { get; }

    public TemplateService Templates { get; }

    public GatewayService Gateways { get; }

    /// <summary>Brings memory to what the database says; call it when another node changed a configuration, a template or a gateway.</summary>
    public ConfigurationLoader Loader { get; }

    public ConfigurationService Deployment { get; }

    public ConfigurationEditor Editor { get; }
}
