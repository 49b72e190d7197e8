using Keeptrusts.Gateway.Middleware.Registration;

namespace ChatClientTarget;

/// <summary>A web application with a gateway in it, from files alone.</summary>
public static class SampleHost
{
    /// <param name="url">Where it listens.</param>
    /// <param name="keyFile">The gateway keys.</param>
    /// <param name="journal">The folder of the journal.</param>
    public static WebApplication Build(string url, string keyFile, string journal)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls(url);

        // The name is what the target's `client` says.
        builder.Services.AddKeyedChatClient("shout", new ShoutingClient());
        builder.Services.AddKeeptrustsGateway(options =>
        {
            options.PolicyConfig = Path.Combine(AppContext.BaseDirectory, "own-model.yaml");
            options.KeyFile = keyFile;
            options.JournalDirectory = journal;
        });

        var app = builder.Build();
        app.MapKeeptrustsGateway();
        return app;
    }
}
