namespace Keeptrusts.Console.Tests.Harness;

/// <summary>What people do to get in.</summary>
internal static class SigningIn
{
    /// <summary>Opens a one-time link, chooses a password, and is on the first page then.</summary>
    public static async Task SetUpAsync(this Tab tab, string link, string? name)
    {
        await tab.Page.GotoAsync(link);
        if (name is not null)
        {
            await tab.Page.GetByLabel("Your name").FillAsync(name);
        }

        await tab.Page.GetByLabel("Password").FillAsync(ConsoleHost.Password);
        await tab.Page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Set password and sign in" }).ClickAsync();
        await tab.LiveAsync();
    }

    /// <summary>Fills the sign-in form and sends it.</summary>
    public static async Task SignInAsync(this Tab tab, string name, string password)
    {
        await tab.Page.GetByLabel("Name or e-mail").FillAsync(name);
        await tab.Page.GetByLabel("Password").FillAsync(password);
        await tab.Page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
    }
}
