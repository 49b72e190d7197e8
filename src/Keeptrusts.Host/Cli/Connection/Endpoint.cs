using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Keeptrusts.Host.ControlPlane.Access;
using Keeptrusts.Host.ControlPlane.Contracts;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.Cli.Connection;

/// <summary>Which control plane to ask, and as whom: flags, then environment, then the config file, then the <c>kt up</c> of this machine.</summary>
/// <param name="Url">The control plane, without a trailing slash.</param>
/// <param name="Token">The control token, if one was found.</param>
internal sealed record Endpoint(string Url, string? Token)
{
    private const string DefaultUrl = $"http://{HostSettings.DefaultControl}";

    public static Endpoint Find(CliSurroundings around, string? url, string? token)
    {
        url ??= around.Variable("KEEPTRUSTS_API_URL");
        token ??= around.Variable("KEEPTRUSTS_API_TOKEN");
        if (url is not null && token is not null)
        {
            return new(Trim(url), token);
        }

        var file = Read(ConfigFile(around), ControlJson.Default.CliConfig);
        var machine = Machine(around);

        // A token found in a file goes to the address that the file names, to no other.
        var found = Trim(url ?? file?.ApiUrl ?? machine?.Url ?? DefaultUrl);
        token ??= Trim(file?.ApiUrl ?? DefaultUrl) == found ? file?.ApiToken : null;
        token ??= machine is not null && Trim(machine.Url) == found ? machine.Token : null;
        return new(found, token);
    }

    /// <summary>Where the token was found, for a person to read.</summary>
    public string Source(CliSurroundings around) =>
        Token is null ? "nowhere"
        : Token == around.Variable("KEEPTRUSTS_API_TOKEN") ? "KEEPTRUSTS_API_TOKEN"
        : Token == Read(ConfigFile(around), ControlJson.Default.CliConfig)?.ApiToken ? ConfigFile(around)
        : Token == Machine(around)?.Token ? "the `kt up` of this machine"
        : "--api-token";

    /// <summary>Where <c>kt auth login</c> keeps address and token.</summary>
    public static string ConfigFile(CliSurroundings around)
    {
        var home = around.Variable("XDG_CONFIG_HOME") ?? Path.Combine(around.Variable("HOME") ?? around.Variable("USERPROFILE") ?? "", ".config");
        return Path.Combine(home, "keeptrusts", "config.json");
    }

    private static MachineCredentials? Machine(CliSurroundings around)
    {
        if (around.Variable("KEEPTRUSTS_DATA") is { } data)
        {
            return Read(Path.Combine(Path.GetFullPath(data, around.WorkingDirectory), MachineCredentials.FileName), ControlJson.Default.MachineCredentials);
        }

        for (var folder = new DirectoryInfo(around.WorkingDirectory); folder is not null; folder = folder.Parent)
        {
            if (Read(Path.Combine(folder.FullName, HostSettings.DefaultData, MachineCredentials.FileName), ControlJson.Default.MachineCredentials) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private static T? Read<T>(string path, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            using var file = File.OpenRead(path);
            return JsonSerializer.Deserialize(file, type);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    private static string Trim(string url) => url.TrimEnd('/');
}
