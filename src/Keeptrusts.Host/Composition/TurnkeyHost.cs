using System.Security.Cryptography;
using Keeptrusts.Gateway.Middleware.Ports;
using Keeptrusts.Host.ControlPlane.Access;
using Keeptrusts.Host.ControlPlane.Configurations;
using Keeptrusts.Host.ControlPlane.Events.Trail;
using Keeptrusts.Host.ControlPlane.Gateways;
using Keeptrusts.Host.ControlPlane.SignIn;
using Keeptrusts.Host.ControlPlane.Templates;
using Keeptrusts.Host.Records;
using Keeptrusts.Host.Storage;
using Keeptrusts.Policy.Keys;

namespace Keeptrusts.Host.Composition;

/// <summary>Both planes over one data folder, in this process.</summary>
internal sealed class TurnkeyHost : IAsyncDisposable
{
    private readonly DataFolder _folder;
    private readonly WebApplication _data;
    private readonly WebApplication _control;
    private readonly BackgroundWork _work;
    private readonly HostServices _services;

    private TurnkeyHost(DataFolder folder, WebApplication data, WebApplication control, BackgroundWork work, HostServices services, Deployment deployment)
    {
        (_folder, _data, _control, _work, _services) = (folder, data, control, work, services);
        (Addresses, IsFresh, Deployment) = (services.Addresses, services.Tokens.All.Count == 0, deployment);
    }

    public PlaneAddresses Addresses { get; }

    /// <summary>Whether nobody has made a key yet: then a person wants to know how.</summary>
    public bool IsFresh { get; }

    /// <summary>The configuration in force at the start.</summary>
    public Deployment Deployment { get; }

    /// <summary>By which the first administrator signs in; <see langword="null"/> where there is one.</summary>
    public NewLink? FirstLink { get; private init; }

    public static async Task<Outcome<TurnkeyHost>> StartAsync(HostSettings settings, HostSurroundings around, CancellationToken cancellationToken)
    {
        // 1. Nobody else works on this data.
        if (DataFolder.Open(settings.DataFolder).Refused(out var locked, out var folder))
        {
            return locked;
        }

        // 2. The database, with what every installation has.
        if ((await DatabaseBoot.OpenAsync(settings, folder, cancellationToken)).Refused(out var closed, out var database))
        {
            folder.Dispose();
            return closed;
        }

        if (CheckpointKey.Open(settings.KeyFolder ?? folder.Keys).Refused(out var keyless, out var checkpointKey))
        {
            await database.DisposeAsync();
            folder.Dispose();
            return keyless;
        }

        var logs = PlaneBuilder.Logs();
        await Seed.RunAsync(database, around.Time, cancellationToken);
        if (TemplatesOf(settings).Refused(out var unreadableTemplates, out var templates))
        {
            await database.DisposeAsync();
            folder.Dispose();
            return unreadableTemplates;
        }

        if ((await KeyRingBoot.OpenAsync(database, folder, around, cancellationToken)).Refused(out var unreadable, out var ring))
        {
            await database.DisposeAsync();
            folder.Dispose();
            return unreadable;
        }

        var services = new HostServices(database, folder.NodeId, ring, around.Time, around.Environment, logs, templates, checkpointKey);
        await services.LoadAsync(cancellationToken);

        // 3. A policy that loads, or no start.
        if ((await PolicyBoot.RunAsync(settings, services, around.Environment, cancellationToken)).Refused(out var unloadable, out var deployment))
        {
            folder.Dispose();
            return unloadable;
        }

        foreach (var problem in deployment.Check.Errors.Select(d => d.Message).Concat(await services.Configuring.Loader.LoadDeployedAsync(cancellationToken)))
        {
            around.Report($"policy: {problem}");
        }

        // 4. The planes.
        var machine = GatewayKey.Create(KeyKind.Control, RandomNumberGenerator.GetBytes(GatewayKey.RandomByteCount));
        var data = DataPlane.Build(settings, folder, services, around.Environment);
        services.Cuts.Serve(data.Services.GetRequiredService<IOpenCalls>());
        services.Chat.Serve(data.Services.GetRequiredService<IPolicyPreview>());
        services.Budgets.Attach(data.Services.GetRequiredService<IBudgetLeases>());
        services.Local.Health = services.Pulse.Targets = data.Services.GetRequiredService<ITargetHealth>();
        var control = ControlPlaneApp.Build(settings, services, machine.Hash(), around.Environment);
        var taken = await Listening.StartAsync(data, settings.Listen, "--listen", cancellationToken) ?? await Listening.StartAsync(control, settings.Control, "--control", cancellationToken);
        if (taken is not null)
        {
            await control.DisposeAsync();
            await data.DisposeAsync();
            folder.Dispose();
            return taken;
        }

        services.Addresses.Gateway = Listening.AddressOf(data, settings.Listen);
        services.Addresses.Control = Listening.AddressOf(control, settings.Control);

        services.Pulse.Address = services.Addresses.Gateway;
        await services.BeginSessionAsync(cancellationToken);

        // 5. The way in for this machine's CLI, and the work behind the scenes.
        folder.Write(new MachineCredentials(services.Addresses.Control, machine.Reveal(), Environment.ProcessId));
        var work = BackgroundWork.Start(settings, services, data.Services, control.Services.GetRequiredService<ILoggerFactory>(), around, deployment);
        return new TurnkeyHost(folder, data, control, work, services, deployment) { FirstLink = await FirstLinkAsync(services, cancellationToken) };
    }

    /// <summary>Refuses new calls, lets open ones finish, then ships what is left and ends.</summary>
    /// <param name="hurry">When cancelled, open calls are cut.</param>
    public async Task StopAsync(CancellationToken hurry)
    {
        await _data.StopAsync(hurry);
        await _work.StopAsync();
        await _services.Pulse.EndAsync();
        await _control.StopAsync(hurry);
    }

    public async ValueTask DisposeAsync()
    {
        await _control.DisposeAsync();
        await _data.DisposeAsync();
        _work.Dispose();
        _services.Logs.Dispose();
        _folder.Dispose();
    }

    private static async Task<NewLink?> FirstLinkAsync(HostServices services, CancellationToken cancellationToken) =>
        await services.SignInLinks.IsNeededAsync(cancellationToken) && !(await services.SignInLinks.BootstrapAsync(Principal.Host, cancellationToken)).Refused(out _, out var link) ? link : null;

    private static Outcome<IReadOnlyList<LiveTemplate>> TemplatesOf(HostSettings settings) =>
        settings.Templates is { } templates ? TemplateFiles.Read(templates) : Outcome<IReadOnlyList<LiveTemplate>>.Of([]);
}
