using System.Globalization;
using Keeptrusts.Gateway.Middleware.Configuration;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.Cli.Up;

/// <summary>The options of <c>kt up</c> as typed; what is absent comes from the environment, else from the defaults.</summary>
internal sealed record HostWishes(string? Listen, string? Control, string? Data, string? PolicyConfig, string? Environment, bool BehindProxy, string? Templates = null)
{
    /// <summary><c>process</c> or <c>disk</c>.</summary>
    public string? Durability { get; init; }

    public string? RetentionDays { get; init; }

    public string? Keys { get; init; }

    public IReadOnlyList<string> Trusted { get; init; } = [];

    public GatewayLimits Limits { get; init; } = new();

    public OidcWishes Oidc { get; init; } = new(null, null, null, null);

    public Outcome<HostSettings> Check(CliSurroundings around)
    {
        if (ListenAddress.Parse(Listen ?? around.Variable("KEEPTRUSTS_LISTEN") ?? HostSettings.DefaultListen, "--listen").Refused(out var badListen, out var listen))
        {
            return badListen;
        }

        if (ListenAddress.Parse(Control ?? around.Variable("KEEPTRUSTS_CONTROL") ?? HostSettings.DefaultControl, "--control").Refused(out var badControl, out var control))
        {
            return badControl;
        }

        var behindProxy = BehindProxy || IsTrue(around.Variable("KEEPTRUSTS_BEHIND_PROXY"));
        if (!behindProxy && !(listen.IsLoopback && control.IsLoopback))
        {
            return Invalid($"{(listen.IsLoopback ? control.Address : listen.Address)} can be reached from other machines, and keys would cross the network in clear; stay on 127.0.0.1, or put a proxy that ends TLS in front and say --behind-proxy");
        }

        if (listen.Port == control.Port && listen.Port != 0)
        {
            return Invalid($"--listen and --control both say port {listen.Port}; give them different ports");
        }

        var durability = Durability ?? around.Variable("KEEPTRUSTS_DURABILITY") ?? "process";
        if (durability is not ("process" or "disk"))
        {
            return Invalid($"--journal-durability: `{durability}` is neither process (events survive the end of the process) nor disk (they survive the loss of power)");
        }

        int? days = null;
        if ((RetentionDays ?? around.Variable("KEEPTRUSTS_RETENTION_DAYS")) is { } daysText)
        {
            if (!int.TryParse(daysText, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed) || parsed is < 1 or > 36_500)
            {
                return Invalid($"--retention-days: `{daysText}` is no number of days from 1 to 36500");
            }

            days = parsed;
        }

        if (TrustedProxies.Read(Trusted, around).Refused(out var badProxy, out var proxies))
        {
            return badProxy;
        }

        if (Oidc.Check(around, out var oidc) is { } badProvider)
        {
            return badProvider;
        }

        return new HostSettings
        {
            Oidc = oidc,
            TrustedProxies = proxies,
            Limits = Limits,
            Listen = listen,
            Control = control,
            DataFolder = FullPath(around, Data ?? around.Variable("KEEPTRUSTS_DATA") ?? HostSettings.DefaultData),
            Database = around.Variable("KEEPTRUSTS_DATABASE"),
            PolicyConfig = (PolicyConfig ?? around.Variable("KEEPTRUSTS_POLICY_CONFIG")) is { } file ? FullPath(around, file) : null,
            Environment = Environment ?? around.Variable("KEEPTRUSTS_ENVIRONMENT"),
            BehindProxy = behindProxy,
            Durability = durability == "disk" ? JournalDurability.Disk : JournalDurability.Process,
            RetentionDays = days,
            KeyFolder = (Keys ?? around.Variable("KEEPTRUSTS_KEYS")) is { } keys ? FullPath(around, keys) : null,
            Templates = (Templates ?? around.Variable("KEEPTRUSTS_TEMPLATES")) is { } folder ? FullPath(around, folder) : null,
        };
    }

    private static bool IsTrue(string? value) => value is "1" || string.Equals(value, "true", StringComparison.OrdinalIgnoreCase);

    private static string FullPath(CliSurroundings around, string path) => Path.GetFullPath(path, around.WorkingDirectory);

    private static Refusal Invalid(string message) => new(RefusalKind.Invalid, message);
}
